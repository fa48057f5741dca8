using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ConcurrencyBench.Compare.Loading;

/// <summary>A benchmark as one file has it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Benchmark">With the launches of this file.</param>
/// <param name="LaunchIndices">One for each launch, in order; 0 where BenchmarkDotNet did not number them.</param>
/// <param name="ProcessedValues">What BenchmarkDotNet made of the measurements: equal in every file of one run.</param>
internal sealed record FiledBenchmark(string Path, Benchmark Benchmark, ImmutableArray<int> LaunchIndices, ImmutableArray<double> ProcessedValues);

/// <summary>One JSON file of BenchmarkDotNet.</summary>
/// <param name="Path">The file.</param>
/// <param name="Machine">From its header.</param>
/// <param name="Environment">From its header.</param>
/// <param name="Benchmarks">In the order of the file.</param>
internal sealed partial record ReportFile(string Path, Machine Machine, RunEnvironment Environment, ImmutableArray<FiledBenchmark> Benchmarks)
{
    /// <summary>The metric that holds <see cref="Benchmark.AllocatedBytesPerOp"/> as well.</summary>
    public const string AllocatedMemory = "Allocated Memory";

    /// <exception cref="ReportFormatException">It cannot be read or is no report.</exception>
    public static ReportFile Read(string path)
    {
        ReportJson json = JsonFile.Read(path, ReportJsonContext.Default.ReportJson);
        if (json is not { HostEnvironmentInfo: { } header, Benchmarks: { } benchmarks })
        {
            throw new ReportFormatException(path, "this is JSON, but not a BenchmarkDotNet report. Name a file written by its JSON exporter (*-report-full.json).");
        }

        RunEnvironment environment = new(
            header.BenchmarkDotNetVersion ?? "",
            (header.RuntimeVersion ?? "").Split(" (")[0], // builds in brackets, written differently by every version
            header.Configuration ?? "",
            StartOf(json.Title),
            Commit: null,
            Workers: null);
        return new ReportFile(path, MachineOf(header), environment, [.. benchmarks.OfType<BenchmarkJson>().Select(benchmark => Convert(path, benchmark, environment))]);
    }

    private static Machine MachineOf(HeaderJson header) => new(
        Machine.NormaliseProcessor(header.ProcessorName ?? ""),
        header.PhysicalCoreCount,
        header.LogicalCoreCount,
        header.Architecture ?? "",
        Machine.PlatformOf(header.OsVersion ?? ""),
        Host: null);

    private static FiledBenchmark Convert(string path, BenchmarkJson json, RunEnvironment environment)
    {
        if (json is not { FullName: { Length: > 0 } fullName, Method: { } method })
        {
            throw new ReportFormatException(path, "a benchmark in it has no FullName or no Method. BenchmarkDotNet writes both since 0.12; export the report with 0.12 or later.");
        }

        BenchmarkKey key = new(fullName, JobId.Of(json.DisplayInfo ?? "", json.MethodTitle ?? method));
        ImmutableArray<double> processed = [.. json.Statistics?.OriginalValues ?? []];
        MeasurementKind kind = KindOf(json.Measurements);

        // Without statistics a launch has crashed or thrown; what the others measured would be a part that looks like the
        // whole. A processed time of 0 is one that BenchmarkDotNet could not tell from an empty method's.
        bool isMeasured = json.Statistics is not null && (kind == MeasurementKind.Raw || !processed.Contains(0));
        (int Index, Launch Launch)[] launches = kind switch
        {
            _ when !isMeasured => [],
            MeasurementKind.Raw => [.. LaunchesOf(path, key, json.Measurements!, IterationStage.Actual)],
            MeasurementKind.Processed => [.. LaunchesOf(path, key, json.Measurements!, IterationStage.Result)],
            _ => PooledLaunch(path, key, processed),
        };
        Benchmark benchmark = new(
            key,
            json.Namespace ?? "",
            json.Type ?? "",
            method,
            kind,
            [.. launches.Select(launch => launch.Launch)],
            AllocatedBytes(json.Memory, environment),
            [.. (json.Metrics ?? []).Select(Convert).OfType<Metric>().Where(metric => !(metric is { Id: AllocatedMemory, Value: 0 } && IsZeroUnknown(environment))).DistinctBy(metric => metric.Id)])
        {
            Title = json.MethodTitle ?? method,
            IsInProcess = JobId.JobPart(json.DisplayInfo ?? "", json.MethodTitle ?? method).Contains("Toolchain=InProcess", StringComparison.Ordinal),
        };
        return new FiledBenchmark(path, benchmark, [.. launches.Select(launch => launch.Index)], processed);
    }

    private static MeasurementKind KindOf(List<MeasurementJson>? measurements)
        => measurements is null ? MeasurementKind.Pooled
            : measurements.Any(measurement => measurement is { IterationMode: IterationMode.Workload, IterationStage: IterationStage.Actual }) ? MeasurementKind.Raw
            : MeasurementKind.Processed;

    private static IEnumerable<(int Index, Launch Launch)> LaunchesOf(string path, BenchmarkKey key, List<MeasurementJson> measurements, IterationStage stage)
        => measurements
            .Where(measurement => measurement.IterationMode == IterationMode.Workload && measurement.IterationStage == stage)
            .GroupBy(measurement => measurement.LaunchIndex)
            .Select(launch => (launch.Key, new Launch(
                [.. launch.Select(iteration => Positive(path, key, iteration.Nanoseconds / iteration.Operations))],
                launch.Sum(iteration => iteration.Operations))));

    // A brief report does not tell launches apart, so all that is in it counts as one.
    private static (int Index, Launch Launch)[] PooledLaunch(string path, BenchmarkKey key, ImmutableArray<double> values)
        => values.IsEmpty ? [] : [(0, new Launch([.. values.Select(value => Positive(path, key, value))], Operations: 0))];

    private static double Positive(string path, BenchmarkKey key, double nanoseconds)
        => double.IsFinite(nanoseconds) && nanoseconds > 0
            ? nanoseconds
            : throw new ReportFormatException(path, string.Create(CultureInfo.InvariantCulture, $"'{key}' has a time of {nanoseconds} ns in it; times are above 0. The file was changed or damaged: run the benchmarks again."));

    // Mono does not tell BenchmarkDotNet what it allocates. BenchmarkDotNet before 0.15 reports 0 on .NET 10 whenever an
    // iteration allocates less than the runtime's allocation quantum (8 KB), which most iterations of one operation do.
    // 0 then means "unknown".
    private static double? AllocatedBytes(MemoryJson? memory, RunEnvironment environment)
        => memory?.BytesAllocatedPerOperation is { } bytes && double.IsFinite(bytes) && bytes >= 0 && !(bytes == 0 && IsZeroUnknown(environment)) ? bytes : null;

    private static bool IsZeroUnknown(RunEnvironment environment)
        => environment.Runtime.StartsWith("Mono", StringComparison.Ordinal) || IsZeroUnknownOnNet(environment);

    private static bool IsZeroUnknownOnNet(RunEnvironment environment)
        => Version.TryParse(VersionNumber().Match(environment.BenchmarkDotNet).Value, out Version? benchmarkDotNet)
            && benchmarkDotNet < new Version(0, 15)
            && Version.TryParse(VersionNumber().Match(environment.Runtime).Value, out Version? runtime)
            && environment.Runtime.StartsWith(".NET ", StringComparison.Ordinal)
            && !environment.Runtime.StartsWith(".NET Framework", StringComparison.Ordinal)
            && runtime >= new Version(10, 0);

    private static Metric? Convert(MetricJson metric)
        => metric is { Value: { } value, Descriptor: { Id: { } id } descriptor } && double.IsFinite(value)
            ? new Metric(id, descriptor.DisplayName ?? id, value, descriptor.Unit ?? "", descriptor.TheGreaterTheBetter)
            : null;

    // "Namespace.Type-20261123-004058", in the machine's local time; good enough to put runs in order.
    private static DateTimeOffset? StartOf(string? title)
        => DateTimeOffset.TryParseExact(
            TimeStamp().Match(title ?? "").Value, "yyyyMMdd-HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset start)
            ? start
            : null;

    [GeneratedRegex(@"\d{8}-\d{6}$")]
    private static partial Regex TimeStamp();

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionNumber();
}
