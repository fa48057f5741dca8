using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>One benchmark in one of several runs.</summary>
/// <param name="Benchmark">Null where the run does not have it.</param>
/// <param name="Side">Its launches; null where there are none.</param>
internal sealed record RunCell(Benchmark? Benchmark, Side? Side)
{
    /// <summary>
    /// ln of the typical launch in ns per operation; null with too few launches, with unstable ones, or without a measurable time.
    /// </summary>
    public Estimate? Log { get; } =
        Benchmark is { HasMeasurableTime: true }
        && Side is { } side
        && !side.IsUnstable(JudgingRules.FewestLaunches)
        && side.Kept.Length >= JudgingRules.FewestLaunches
            ? Estimate.FromValues(side.Kept)
            : null;

    /// <summary>True where there are enough launches to confirm a difference.</summary>
    public bool CanConfirm => Side is { } side && side.Launches >= JudgingRules.FewestToConfirm;

    /// <summary>
    /// The time of a typical launch in ns per operation; <see cref="MeasurableTime.Floor"/> where it cannot be measured, null where there
    /// is no launch.
    /// </summary>
    public double? Nanoseconds => Side is { Kept.Length: > 0 } side ? side.Nanoseconds : null;
}

/// <summary>One benchmark in all runs.</summary>
/// <param name="Key">The benchmark.</param>
/// <param name="Group">The name of the group; benchmarks of one group may be compared inside a run.</param>
/// <param name="Cells">One for each run, in order.</param>
internal sealed record RunRow(BenchmarkKey Key, string Group, ImmutableArray<RunCell> Cells);

/// <summary>
/// A table with a row for each benchmark and a column for each run. The figures of a run depend on that run alone: a noisy run does not
/// move the others.
/// </summary>
/// <param name="Runs">The columns.</param>
/// <param name="Rows">Sorted by key; every benchmark of any run.</param>
/// <param name="Baselines">For each run the row that each group's ratios are to, as an index into <paramref name="Rows"/>.</param>
internal sealed record RunTable(
    ImmutableArray<Report> Runs,
    ImmutableArray<RunRow> Rows,
    ImmutableArray<ImmutableDictionary<string, int>> Baselines
)
{
    /// <param name="runs">The columns.</param>
    /// <param name="baselineMethod">See <see cref="InRunBaseline.Find"/>.</param>
    public static RunTable FromRuns(ImmutableArray<Report> runs, string? baselineMethod)
    {
        Dictionary<BenchmarkKey, Benchmark>[] byKey = [.. runs.Select(run => run.Benchmarks.ToDictionary(benchmark => benchmark.Key))];
        BenchmarkKey[] keys = [.. byKey.SelectMany(run => run.Keys).Distinct().Order()];
        Benchmark?[][] rows = [.. keys.Select(key => byKey.Select(run => run.GetValueOrDefault(key)).ToArray())];
        ImmutableDictionary<string, Benchmark>[] baselines = [.. runs.Select(run => InRunBaseline.Find(run, baselineMethod))];
        Dictionary<BenchmarkKey, int> indices = keys.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return new RunTable(
            runs,
            [.. rows.Select(row => CreateRow(row, baselines))],
            [.. baselines.Select(run => run.ToImmutableDictionary(pair => pair.Key, pair => indices[pair.Value.Key]))]
        );
    }

    /// <returns>ln(baseline ÷ this) inside a run: the speed-up over the run's own baseline; null where it is not known.</returns>
    public Estimate? ComputeLogSpeedup(RunRow row, int run) =>
        FindBaseline(row, run) is { } baseline && row.Cells[run].Log is { } own && baseline.Cells[run].Log is { } reference
            ? baseline == row
                ? new Estimate(0, 0, double.PositiveInfinity)
                : reference.Minus(own)
            : null;

    /// <returns>The row that this one is compared with inside a run; null where the run has none.</returns>
    public RunRow? FindBaseline(RunRow row, int run) => Baselines[run].TryGetValue(row.Group, out int index) ? Rows[index] : null;

    private static RunRow CreateRow(Benchmark?[] row, ImmutableDictionary<string, Benchmark>[] baselines)
    {
        Benchmark any = row.OfType<Benchmark>().First();
        return new RunRow(
            any.Key,
            any.Group,
            [.. row.Select((benchmark, run) => CreateCell(benchmark, baselines[run].GetValueOrDefault(any.Group)))]
        );
    }

    // Outlier launches are found beside the run's own baseline: those are the two sides of the ratio.
    private static RunCell CreateCell(Benchmark? benchmark, Benchmark? baseline)
    {
        if (benchmark is not { IsFailed: false })
        {
            return new RunCell(benchmark, Side: null);
        }

        double[] reference = baseline is null || baseline == benchmark ? [] : LaunchSummaries.ComputeLogMedians(baseline.Launches);
        return new RunCell(benchmark, OutlierLaunches.ExcludeBeside(LaunchSummaries.ComputeLogMedians(benchmark.Launches), reference));
    }
}
