using System.Text.Json.Nodes;

namespace ConcurrencyBench.Analysis.Tests;

/// <summary>Makes BenchmarkDotNet JSON with any times.</summary>
/// <param name="Version">BenchmarkDotNet's.</param>
/// <param name="Runtime">.NET's.</param>
/// <param name="Processor">The machine's.</param>
internal sealed record TestReport(
    string Version = "0.15.8",
    string Runtime = ".NET 10.0.12 (10.0.12, 10.0.1226.42308)",
    string Processor = "Test CPU"
)
{
    private ImmutableArray<JsonObject> Benchmarks { get; init; } = [];

    /// <summary>Five launches whose iterations are all near a time.</summary>
    public static double[][] Around(double nanoseconds, int launches = 5, double spread = 0.002) =>
        [
            .. Enumerable
                .Range(0, launches)
                .Select(launch =>
                    Enumerable
                        .Range(0, 3)
                        .Select(i => nanoseconds * (1 + (spread * (launch - (launches / 2))) + (spread / 10 * i)))
                        .ToArray()
                ),
        ];

    /// <param name="method">The class's method.</param>
    /// <param name="launches">For each launch its iterations, ns per operation; null for a benchmark that failed.</param>
    /// <param name="allocated">Bytes per operation.</param>
    /// <param name="arguments">Such as <c>(N: 1)</c>.</param>
    /// <param name="job">As in DisplayInfo.</param>
    /// <param name="isNumbered">Whether launches have their index; otherwise it is 0 in all.</param>
    /// <param name="className">With its namespace and outer classes, as BenchmarkDotNet writes it: <c>Namespace.Outer+Inner</c>.</param>
    public TestReport With(
        string method,
        double[][]? launches,
        double? allocated = null,
        string arguments = "",
        string job = "DefaultJob",
        bool isNumbered = true,
        string className = "Suite.Work"
    ) => this with { Benchmarks = Benchmarks.Add(Benchmark(className, method, launches, allocated, arguments, job, isNumbered)) };

    /// <summary>Adds many benchmarks at once.</summary>
    public TestReport WithAll(IEnumerable<(string Method, double[][] Launches, string Arguments, string Job)> benchmarks) =>
        this with
        {
            Benchmarks =
            [
                .. Benchmarks,
                .. benchmarks.Select(one => Benchmark("Suite.Work", one.Method, one.Launches, null, one.Arguments, one.Job, true)),
            ],
        };

    /// <summary>Writes a report into a folder of its own.</summary>
    /// <returns>The folder.</returns>
    public string In(TemporaryFolder folder, string name)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, name));
        folder.File(Path.Combine(name, "Suite.Work-report-full.json"), ToString());
        return Path.Combine(folder.Path, name);
    }

    public override string ToString() =>
        new JsonObject
        {
            ["Title"] = "Suite.Work-20260102-030405",
            ["HostEnvironmentInfo"] = new JsonObject
            {
                ["BenchmarkDotNetCaption"] = "BenchmarkDotNet",
                ["BenchmarkDotNetVersion"] = Version,
                ["OsVersion"] = "Debian GNU/Linux 12 (bookworm)",
                ["ProcessorName"] = Processor,
                ["PhysicalCoreCount"] = 2,
                ["LogicalCoreCount"] = 2,
                ["RuntimeVersion"] = Runtime,
                ["Architecture"] = "X64",
                ["Configuration"] = "RELEASE",
            },
            [nameof(Benchmarks)] = new JsonArray([.. Benchmarks.Select(benchmark => benchmark.DeepClone())]),
        }.ToJsonString();

    private static JsonObject Benchmark(
        string className,
        string method,
        double[][]? launches,
        double? allocated,
        string arguments,
        string job,
        bool isNumbered
    )
    {
        string type = className[(className.LastIndexOfAny(['.', '+']) + 1)..];
        JsonObject benchmark = new()
        {
            ["DisplayInfo"] =
                $"{type}.{method}: "
                + $"{job}{(arguments is "" ? "" : $" [{arguments.Trim('(', ')').Replace(": ", "=", StringComparison.Ordinal)}]")}",
            ["Namespace"] = className[..Math.Max(0, className.LastIndexOf('.'))],
            ["Type"] = type,
            ["Method"] = method,
            ["MethodTitle"] = method,
            ["FullName"] = $"{className}.{method}{arguments}",
            ["Statistics"] = launches is null
                ? null
                : new JsonObject
                {
                    ["OriginalValues"] = new JsonArray([.. launches.SelectMany(launch => launch).Select(time => JsonValue.Create(time))]),
                },
            ["Measurements"] = new JsonArray([
                .. (launches ?? []).SelectMany((launch, i) => launch.Select((time, j) => Measurement(isNumbered ? i + 1 : 0, j + 1, time))),
            ]),
        };
        if (allocated is { } bytes)
        {
            benchmark["Memory"] = new JsonObject { ["BytesAllocatedPerOperation"] = bytes };
        }

        return benchmark;
    }

    private static JsonObject Measurement(int launch, int iteration, double nanosecondsPerOp) =>
        new()
        {
            ["IterationMode"] = "Workload",
            ["IterationStage"] = "Actual",
            ["LaunchIndex"] = launch,
            ["IterationIndex"] = iteration,
            ["Operations"] = 10,
            ["Nanoseconds"] = nanosecondsPerOp * 10,
        };
}
