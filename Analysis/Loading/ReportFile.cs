using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>A benchmark as one file has it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Benchmark">With the launches of this file.</param>
/// <param name="LaunchIndices">One for each launch, in order; 0 where BenchmarkDotNet did not number them.</param>
/// <param name="ProcessedValues">
/// The values that BenchmarkDotNet computed from the measurements; they are equal in every file of one run.
/// </param>
internal sealed record FiledBenchmark(
    string Path,
    Benchmark Benchmark,
    ImmutableArray<int> LaunchIndices,
    ImmutableArray<double> ProcessedValues
)
{
    /// <summary>
    /// True where it may hold all launches of a run. An in-process run does not number its launches, and each of its files is one
    /// launch.
    /// </summary>
    public bool IsNumbered => !Benchmark.IsFailed && (Benchmark.Kind == MeasurementKind.Pooled || LaunchIndices.Any(index => index != 0));
}

/// <summary>One JSON file of BenchmarkDotNet.</summary>
/// <param name="Path">The file.</param>
/// <param name="Machine">From its header.</param>
/// <param name="Environment">From its header.</param>
/// <param name="Benchmarks">In the order of the file, no key twice unless the values are copies.</param>
/// <param name="Warnings">The parts that could not be read.</param>
internal sealed partial record ReportFile(
    string Path,
    Machine Machine,
    RunEnvironment Environment,
    ImmutableArray<FiledBenchmark> Benchmarks,
    ImmutableArray<string> Warnings
)
{
    /// <summary>The metric that holds <see cref="Benchmark.AllocatedBytesPerOp"/> as well.</summary>
    public const string AllocatedMemory = "Allocated Memory";

    private static readonly Version OldestBenchmarkDotNet = new(0, 12);

    /// <exception cref="ReportFormatException">It cannot be read or is no report.</exception>
    public static ReportFile Read(string path)
    {
        ReportJson json = JsonFile.Read(path, ReportJsonContext.Default.ReportJson);
        if (json is not { HostEnvironmentInfo: { } header, Benchmarks: { } entries })
        {
            throw new ReportFormatException(
                path,
                "this is JSON, but not a BenchmarkDotNet report. Name a file written by its JSON exporter (*-report-full.json)."
            );
        }

        RunEnvironment environment = new(
            header.BenchmarkDotNetVersion ?? "",
            (header.RuntimeVersion ?? "").Split(" (")[0], // builds in brackets, written differently by every version
            header.Configuration ?? "",
            StartTime.Parse(json.Title ?? "") ?? StartTime.Parse(System.IO.Path.GetFileName(path)),
            Commit: null,
            Workers: null
        );
        ReportEntry[] named = [.. entries.OfType<ReportEntry>().Where(entry => NameOf(entry) is not null)];
        int nameless = entries.Count - named.Length;
        return named is []
            ? throw new ReportFormatException(path, WhyEmpty(environment, nameless))
            : Create(path, MachineOf(header), environment, [.. named.Select(entry => Convert(path, entry, environment))], nameless);
    }

    /// <summary>Makes a report of the benchmarks of a file, also of one that is no JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="machine">Where it ran.</param>
    /// <param name="environment">What ran it.</param>
    /// <param name="read">Namesakes among them are told apart.</param>
    /// <param name="nameless">How many more have no name.</param>
    public static ReportFile Create(
        string path,
        Machine machine,
        RunEnvironment environment,
        ImmutableArray<FiledBenchmark> read,
        int nameless = 0
    )
    {
        ImmutableArray<FiledBenchmark> benchmarks = Namesakes.TellApart(read);
        return new ReportFile(path, machine, environment, benchmarks, [.. WarningsOf(path, nameless, benchmarks)]);
    }

    private static string? NameOf(ReportEntry entry) =>
        entry switch
        {
            { Benchmark: { FullName: { Length: > 0 } name, Method: not null } } => name,
            { Benchmark: null, FullName: { Length: > 0 } name } => name,
            _ => null,
        };

    private static string WhyEmpty(RunEnvironment environment, int nameless) =>
        nameless == 0 ? "no benchmark is in it. Read the run's log, and run it again."
        : Version.TryParse(VersionNumber().Match(environment.BenchmarkDotNet).Value, out Version? version)
        && version < OldestBenchmarkDotNet
            ? $"BenchmarkDotNet {environment.BenchmarkDotNet} wrote it, which gives benchmarks no FullName. "
                + $"{OldestBenchmarkDotNet} is the oldest version that is read."
        : $"its benchmarks have no FullName or no Method. BenchmarkDotNet writes both since {OldestBenchmarkDotNet}; export the "
            + "report again.";

    private static IEnumerable<string> WarningsOf(string path, int nameless, ImmutableArray<FiledBenchmark> benchmarks)
    {
        if (nameless > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: {nameless} benchmarks without FullName or Method are left out."
            );
        }

        foreach (FiledBenchmark benchmark in benchmarks.Where(benchmark => benchmark.Benchmark.Problem is not null))
        {
            yield return $"{path}: '{benchmark.Benchmark.Key}' is damaged: {benchmark.Benchmark.Problem}. Run it again.";
        }

        foreach (
            IGrouping<BenchmarkKey, FiledBenchmark> namesakes in benchmarks
                .GroupBy(benchmark => benchmark.Benchmark.Key.Shared)
                .Where(group => group.Any(benchmark => benchmark.Benchmark.Key.Distinction.Length > 0))
        )
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: {namesakes.Count()} benchmarks are named '{namesakes.Key}', which is ambiguous. They are told apart "
                    + $"by {Namesakes.Describe([.. namesakes.Select(benchmark => benchmark.Benchmark.Key)])}."
            );
        }
    }

    private static Machine MachineOf(HeaderJson header) =>
        new(
            Machine.NormaliseProcessor(header.ProcessorName ?? ""),
            CountOf(header.PhysicalCoreCount),
            CountOf(header.LogicalCoreCount),
            header.Architecture ?? "",
            Machine.ParsePlatform(header.OsVersion ?? "")
        );

    private static int? CountOf(double? count) => count is >= 1 and <= int.MaxValue ? (int)count : null;

    /// <summary>Makes a benchmark of what a file has of it.</summary>
    public static FiledBenchmark Convert(string path, ReportEntry entry, RunEnvironment environment)
    {
        if (entry.Benchmark is not { } json)
        {
            return new FiledBenchmark(path, Damaged(entry.FullName!, entry.Damage!), [], []);
        }

        string method = json.Method!;
        string jobText = JobId.JobPart(json.DisplayInfo ?? "", json.MethodTitle ?? method);
        ImmutableArray<double> processed = [.. json.Statistics?.OriginalValues ?? []];
        Measured measured = Measured.Read(json);
        Benchmark benchmark = new(
            new BenchmarkKey(json.FullName!, JobId.Parse(json.DisplayInfo ?? "", json.MethodTitle ?? method)),
            json.Namespace ?? "",
            json.Type ?? "",
            method,
            measured.Kind,
            measured.Launches,
            AllocatedBytes(json, environment),
            [
                .. (json.Metrics ?? [])
                    .OfType<MetricJson>()
                    .Select(Convert)
                    .OfType<Metric>()
                    .Where(metric => !(metric is { Id: AllocatedMemory, Value: 0 } && IsZeroUnknown(environment)))
                    .DistinctBy(metric => metric.Id),
            ]
        )
        {
            Title = json.MethodTitle ?? method,
            IsInProcess = jobText.Contains("Toolchain=InProcess", StringComparison.Ordinal),
            Problem = measured.Damage,
            ReportedMeanNanoseconds = json.Statistics?.Mean,
            JobText = jobText,
            Parameters = json.Parameters ?? "",
        };
        return new FiledBenchmark(path, benchmark, measured.LaunchIndices, processed);
    }

    private static Benchmark Damaged(string fullName, string damage)
    {
        // "Namespace.Type.Method(arguments)": what stands before the last dot that is in no brackets is the type.
        string name = fullName.Split('(')[0];
        int dot = name.LastIndexOf('.');
        return new Benchmark(
            new BenchmarkKey(fullName, JobId.Default),
            "",
            dot < 0 ? "" : name[..dot],
            name[(dot + 1)..],
            MeasurementKind.Raw,
            [],
            null,
            []
        )
        {
            Problem = damage,
        };
    }

    // BenchmarkDotNet 0.13.0 and 0.13.1 write the bytes only as a metric. Mono does not tell BenchmarkDotNet what it allocates.
    // BenchmarkDotNet before 0.15 reports 0 on .NET 10 whenever an iteration allocates less than the runtime's allocation
    // quantum (8 KB), which most iterations of one operation do. 0 then means "unknown".
    private static double? AllocatedBytes(BenchmarkJson json, RunEnvironment environment) =>
        (
            json.Memory?.BytesAllocatedPerOperation
            ?? json.Metrics?.FirstOrDefault(metric => metric?.Descriptor?.Id == AllocatedMemory)?.Value
        )
            is >= 0
                and var bytes
        && !(bytes == 0 && IsZeroUnknown(environment))
            ? bytes
            : null;

    /// <summary>True where BenchmarkDotNet writes 0 for memory that it does not know.</summary>
    public static bool IsZeroUnknown(RunEnvironment environment) =>
        environment.Runtime.StartsWith("Mono", StringComparison.Ordinal) || IsZeroUnknownOnNet(environment);

    private static bool IsZeroUnknownOnNet(RunEnvironment environment) =>
        Version.TryParse(VersionNumber().Match(environment.BenchmarkDotNet).Value, out Version? benchmarkDotNet)
        && benchmarkDotNet < new Version(0, 15)
        && Version.TryParse(VersionNumber().Match(environment.Runtime).Value, out Version? runtime)
        && environment.Runtime.StartsWith(".NET ", StringComparison.Ordinal)
        && !environment.Runtime.StartsWith(".NET Framework", StringComparison.Ordinal)
        && runtime >= new Version(10, 0);

    private static Metric? Convert(MetricJson metric) =>
        metric is { Value: { } value, Descriptor: { Id: { } id } descriptor }
            ? new Metric(id, descriptor.DisplayName ?? id, value, descriptor.Unit ?? "", descriptor.TheGreaterTheBetter)
            : null;

    [GeneratedRegex(@"\d{1,9}\.\d{1,9}(\.\d{1,9})?")]
    private static partial Regex VersionNumber();
}
