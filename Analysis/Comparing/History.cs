using ConcurrencyBench.Analysis.Loading;
using Perfolizer.Mathematics.Cpd;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>One run of a benchmark's history.</summary>
/// <param name="Run">The run.</param>
/// <param name="Log">ln of the speed-up over the run's own baseline, or of the time.</param>
internal sealed record HistoryPoint(Report Run, double Log);

/// <summary>A point where the level of a series changes.</summary>
/// <param name="Index">The first point of the new level.</param>
/// <param name="LogRatio">ln(new level ÷ last one reported), each the median of its points.</param>
internal sealed record ChangePoint(int Index, double LogRatio);

/// <summary>One benchmark over the runs that measured it.</summary>
/// <param name="Key">The benchmark.</param>
/// <param name="IsBaseline">True where other benchmarks' ratios are to it: its own are 1.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Changes">In order.</param>
internal sealed record HistorySeries(
    BenchmarkKey Key,
    bool IsBaseline,
    ImmutableArray<HistoryPoint> Points,
    ImmutableArray<ChangePoint> Changes
);

/// <summary>The runs of one machine, mostly, over time, and where a benchmark's level changed.</summary>
/// <param name="Runs">Oldest first.</param>
/// <param name="IsAbsolute">
/// True where the series are times; otherwise they are ratios inside each run, which a slow day of the machine does not move.
/// </param>
/// <param name="Machine">That of most runs.</param>
/// <param name="Foreign">Runs of other machines: their ratios stand in the series, their times do not.</param>
/// <param name="Series">Sorted by key.</param>
internal sealed record History(
    ImmutableArray<Report> Runs,
    bool IsAbsolute,
    Machine Machine,
    ImmutableArray<Report> Foreign,
    ImmutableArray<HistorySeries> Series
)
{
    /// <summary>The series that say something: a baseline's own ratio is always 1.</summary>
    public ImmutableArray<HistorySeries> Shown =>
        [.. Series.Where(series => series.Points.Length > 0 && (IsAbsolute || !series.IsBaseline))];

    /// <summary>Benchmarks without a point: failed in every run, or without a baseline to make a ratio with.</summary>
    public ImmutableArray<HistorySeries> LeftOut => [.. Series.Where(series => series.Points.IsEmpty)];

    /// <summary>Runs on each side of a change: two could be chance.</summary>
    public const int ShortestLevel = 3;

    /// <param name="runs">Oldest first.</param>
    /// <param name="baselineMethod">See <see cref="Matching.InRunBaseline.Find"/>.</param>
    /// <param name="isAbsolute">Times instead of ratios.</param>
    /// <param name="isOneMachine">The user vouches that times of all runs may be compared.</param>
    /// <param name="rules">Changes below the margin are not reported.</param>
    public static History FromRuns(
        ImmutableArray<Report> runs,
        string? baselineMethod,
        bool isAbsolute,
        bool isOneMachine,
        JudgingRules rules
    )
    {
        Machine machine = runs.Reverse().MaxBy(run => runs.Count(other => other.Machine.IsSameAs(run.Machine)))!.Machine;
        ImmutableArray<Report> foreign = isOneMachine ? [] : [.. runs.Where(run => !run.Machine.IsSameAs(machine))];
        RunTable table = RunTable.FromRuns(runs, baselineMethod);
        return new History(
            runs,
            isAbsolute,
            machine,
            foreign,
            [.. table.Rows.Select(row => CreateSeries(table, row, isAbsolute, foreign, rules))]
        );
    }

    /// <summary>
    /// Change points by ED-PELT (Haynes, Fearnhead and Eckley 2017, Statistics and Computing 27), which assumes no
    /// distribution. A level that differs by less than the margin from the last one reported is no change yet; small steps
    /// add up until they are one.
    /// </summary>
    public static ImmutableArray<ChangePoint> FindChanges(ImmutableArray<double> logs, JudgingRules rules)
    {
        // The detector gives the last point of each old level.
        int[] starts = [.. EdPeltChangePointDetector.Instance.GetChangePointIndexes([.. logs], ShortestLevel).Select(last => last + 1)];
        int[] bounds = [0, .. starts, logs.Length];
        double reported = ComputeLevel(logs[..bounds[1]]);
        List<ChangePoint> changes = [];
        foreach ((int start, int end) in starts.Zip(bounds.Skip(2)))
        {
            double level = ComputeLevel(logs[start..end]);
            if (Math.Abs(level - reported) >= rules.LogMargin)
            {
                changes.Add(new ChangePoint(start, level - reported));
                reported = level;
            }
        }

        return [.. changes];
    }

    private static HistorySeries CreateSeries(
        RunTable table,
        RunRow row,
        bool isAbsolute,
        ImmutableArray<Report> foreign,
        JudgingRules rules
    )
    {
        ImmutableArray<HistoryPoint> points =
        [
            .. table
                .Runs.Select((run, i) => (Run: run, Log: isAbsolute && foreign.Contains(run) ? null : FindLog(table, row, i, isAbsolute)))
                .Where(point => point.Log is not null)
                .Select(point => new HistoryPoint(point.Run, point.Log!.Value)),
        ];
        bool isBaseline = Enumerable.Range(0, table.Runs.Length).Any(run => table.FindBaseline(row, run) == row);
        return new HistorySeries(row.Key, isBaseline, points, FindChanges([.. points.Select(point => point.Log)], rules));
    }

    // A single launch has no interval, but it has a time; PELT judges by the neighbours in the series.
    private static double? FindLog(RunTable table, RunRow row, int run, bool isAbsolute) =>
        row.Cells[run].Nanoseconds is not { } own ? null
        : isAbsolute ? Math.Log(own)
        : table.FindBaseline(row, run)?.Cells[run].Nanoseconds is { } reference ? Math.Log(reference / own)
        : null;

    private static double ComputeLevel(ImmutableArray<double> logs) => MathNet.Numerics.Statistics.Statistics.Median(logs);
}
