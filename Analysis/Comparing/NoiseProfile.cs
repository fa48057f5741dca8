using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>A report that a noise profile was learned from.</summary>
/// <param name="Path">Where it was.</param>
/// <param name="StartedUtc">The start of its run; null where it is not known.</param>
/// <param name="Commit">The commit that was measured; null where it is not known.</param>
internal sealed record ProfiledReport(string Path, DateTimeOffset? StartedUtc, string? Commit);

/// <summary>One benchmark of a noise profile.</summary>
/// <param name="Key">The benchmark.</param>
/// <param name="Nanoseconds">The time of the first launch of each report, in the reports' order; null where one does not have it.</param>
internal sealed record ProfiledBenchmark(BenchmarkKey Key, ImmutableArray<double?> Nanoseconds)
{
    /// <summary>The reports that measured it.</summary>
    public int Count => Nanoseconds.Count(time => time is not null);
}

/// <summary>
/// The noise of a machine, learned from reports of unchanged code: how far the single launches of each benchmark lie apart, from report
/// to report. It is kept as the times themselves, so that a better estimate needs no new measurements.
/// </summary>
/// <param name="Machine">The machine of all reports.</param>
/// <param name="Reports">Oldest first.</param>
/// <param name="Benchmarks">Sorted by key; those that <see cref="FewestReports"/> reports measured.</param>
internal sealed record NoiseProfile(Machine Machine, ImmutableArray<ProfiledReport> Reports, ImmutableArray<ProfiledBenchmark> Benchmarks)
{
    /// <summary>Fewer reports say too little of how far the next one will lie apart.</summary>
    public const int FewestReports = 4;

    // The median of fewer ratios is as noisy as they are.
    private const int FewestToCentre = SymmetricNoise.FewestValues;

    /// <summary>The file that it was read from; empty where it was learned just now.</summary>
    public string Path { get; init; } = "";

    /// <param name="reports">Of one machine and of unchanged code, oldest first.</param>
    /// <exception cref="UsageException">They are too few, of several machines, or have no benchmark in common.</exception>
    public static NoiseProfile Learn(ImmutableArray<Report> reports)
    {
        Require(reports);
        Dictionary<BenchmarkKey, Benchmark>[] measured =
        [
            .. reports.Select(report =>
                report.Benchmarks.Where(benchmark => benchmark is { IsFailed: false, HasMeasurableTime: true }).ToDictionary(one => one.Key)
            ),
        ];
        ImmutableArray<ProfiledBenchmark> benchmarks =
        [
            .. measured
                .SelectMany(report => report.Keys)
                .Distinct()
                .Order()
                .Select(key => new ProfiledBenchmark(key, [.. measured.Select(report => FindTime(report.GetValueOrDefault(key)))]))
                .Where(benchmark => benchmark.Count >= FewestReports),
        ];
        return benchmarks is []
            ? throw new UsageException(
                FormattableString.Invariant(
                    $"No benchmark is measured in {FewestReports} of the {reports.Length} reports: nothing can be learned."
                )
            )
            : new NoiseProfile(
                reports[0].Machine,
                [.. reports.Select(report => new ProfiledReport(report.Path, report.Environment.StartedUtc, report.Environment.Commit))],
                benchmarks
            );
    }

    /// <summary>
    /// True where so many benchmarks are compared that each is judged beside the others: a slow hour of the machine moves all of them.
    /// </summary>
    /// <param name="pairs">The number of benchmarks with few launches.</param>
    public bool IsCentred(int pairs) => Math.Min(pairs, Benchmarks.Length) >= FewestToCentre;

    /// <summary>The noise that such a comparison has.</summary>
    public MachineNoise FindNoise(int pairs) =>
        MachineNoise.Learn(IsCentred(pairs) ? Centre(Benchmarks) : [.. Benchmarks.Select(ComputeLogs)]);

    private static void Require(ImmutableArray<Report> reports)
    {
        if (reports.Length < FewestReports)
        {
            throw new UsageException(
                FormattableString.Invariant(
                    $"A noise profile needs {FewestReports} reports of unchanged code at least, and better ten; here is {reports.Length}."
                )
            );
        }

        if (reports.FirstOrDefault(report => !report.Machine.IsSameAs(reports[0].Machine)) is { } other)
        {
            throw new UsageException(
                $"{reports[0].Path} is of {reports[0].Machine.Description} and {other.Path} of {other.Machine.Description}: "
                    + "a noise profile is of one machine."
            );
        }
    }

    // A report with several launches tells by its first one what a report with one launch would have told.
    private static double? FindTime(Benchmark? benchmark) =>
        benchmark is null ? null : Math.Exp(LaunchSummaries.ComputeLogMedians(benchmark.Launches[..1])[0]);

    private static (BenchmarkKey Key, double[] Logs) ComputeLogs(ProfiledBenchmark benchmark) =>
        (benchmark.Key, [.. benchmark.Nanoseconds.OfType<double>().Select(time => Math.Log(time))]);

    // Each report's times less what is typical of the report.
    private static (BenchmarkKey Key, double[] Logs)[] Centre(ImmutableArray<ProfiledBenchmark> benchmarks)
    {
        double[] medians = [.. benchmarks.Select(benchmark => ComputeLogs(benchmark).Logs.Median())];
        double[] shifts =
        [
            .. Enumerable
                .Range(0, benchmarks[0].Nanoseconds.Length)
                .Select(report =>
                    benchmarks
                        .Zip(medians, (benchmark, median) => Math.Log(benchmark.Nanoseconds[report] ?? double.NaN) - median)
                        .Where(double.IsFinite)
                        .Median()
                ),
        ];
        return
        [
            .. benchmarks.Select(benchmark =>
                (
                    benchmark.Key,
                    benchmark
                        .Nanoseconds.Zip(shifts)
                        .Where(time => time.First is not null)
                        .Select(time => Math.Log(time.First!.Value) - time.Second)
                        .ToArray()
                )
            ),
        ];
    }
}
