using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>One run of a benchmark's history.</summary>
/// <param name="Run">The run.</param>
/// <param name="Log">ln of the speed-up over the run's own baseline, or of the time.</param>
/// <param name="Interval">The same with its uncertainty; null with too few launches.</param>
/// <param name="AllocatedBytes">Bytes of an operation; null where they are not known.</param>
internal sealed record HistoryPoint(Report Run, double Log, Estimate? Interval, double? AllocatedBytes);

/// <summary>A point where the level of a series changes.</summary>
/// <param name="Index">The first point of the new level.</param>
/// <param name="LogRatio">ln(new level ÷ last one reported), each the median of its points.</param>
internal sealed record ChangePoint(int Index, double LogRatio);

/// <summary>A run since which an operation allocates another number of bytes; bytes are exact, so that one byte is a change.</summary>
/// <param name="Run">The first run with the new number.</param>
/// <param name="Before">Bytes of the last run before it that has a number.</param>
/// <param name="Bytes">Bytes of this run.</param>
internal sealed record AllocationChange(Report Run, double Before, double Bytes);

/// <summary>One benchmark over the runs that measured it.</summary>
/// <param name="Key">The benchmark.</param>
/// <param name="IsBaseline">True where other benchmarks' ratios are to it: its own are 1.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Changes">In order.</param>
/// <param name="AllocationChanges">In order; also of runs that have no point.</param>
internal sealed record HistorySeries(
    BenchmarkKey Key,
    bool IsBaseline,
    ImmutableArray<HistoryPoint> Points,
    ImmutableArray<ChangePoint> Changes,
    ImmutableArray<AllocationChange> AllocationChanges
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
                .Runs.Select(
                    (run, i) =>
                        (
                            Run: run,
                            Log: isAbsolute && foreign.Contains(run) ? null : FindLog(table, row, i, isAbsolute),
                            Interval: isAbsolute ? row.Cells[i].Log : table.ComputeLogSpeedup(row, i),
                            row.Cells[i].Benchmark?.AllocatedBytesPerOp
                        )
                )
                .Where(point => point.Log is not null)
                .Select(point => new HistoryPoint(point.Run, point.Log!.Value, point.Interval, point.AllocatedBytesPerOp)),
        ];
        bool isBaseline = Enumerable.Range(0, table.Runs.Length).Any(run => table.FindBaseline(row, run) == row);
        return new HistorySeries(
            row.Key,
            isBaseline,
            points,
            ChangeDetector.Find([.. points.Select(point => point.Log)], rules),
            [.. FindAllocationChanges(table, row, foreign)]
        );
    }

    // Another machine may allocate another number of bytes for the same code.
    private static IEnumerable<AllocationChange> FindAllocationChanges(RunTable table, RunRow row, ImmutableArray<Report> foreign)
    {
        (Report Run, double Bytes)[] known =
        [
            .. table
                .Runs.Zip(row.Cells, (run, cell) => (Run: run, Bytes: cell.Benchmark?.AllocatedBytesPerOp))
                .Where(cell => cell.Bytes is not null && !foreign.Contains(cell.Run))
                .Select(cell => (cell.Run, cell.Bytes!.Value)),
        ];
        return known
            .Zip(known.Skip(1), (last, next) => new AllocationChange(next.Run, last.Bytes, next.Bytes))
            .Where(change => change.Before != change.Bytes);
    }

    // A single launch has no interval, but it has a time; a change is judged by the neighbours in the series.
    private static double? FindLog(RunTable table, RunRow row, int run, bool isAbsolute) =>
        row.Cells[run].Nanoseconds is not { } own ? null
        : isAbsolute ? Math.Log(own)
        : table.FindBaseline(row, run)?.Cells[run].Nanoseconds is { } reference ? Math.Log(reference / own)
        : null;
}
