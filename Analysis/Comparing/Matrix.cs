using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The difference between a speed-up and that of the same benchmark in the first run that has it.</summary>
/// <param name="LogRatio">ln(speed-up in this run ÷ speed-up in the first run).</param>
/// <param name="AdjustedPValue">p, adjusted over the whole matrix by Benjamini and Hochberg's method.</param>
/// <param name="Verdict">Faster means a higher speed-up.</param>
internal sealed record SpeedupChange(Estimate LogRatio, double AdjustedPValue, Verdict Verdict);

/// <summary>A benchmark that allocates more in a run than in the first run with a known figure, by more than the margin.</summary>
internal sealed record AllocationGrowth(RunRow Row, int Run, double FirstBytes, double Bytes);

/// <summary>The geometric mean of a group's speed-ups over its baseline.</summary>
/// <param name="Group">The group.</param>
/// <param name="Benchmarks">The number of benchmarks in the mean: those that every run measured.</param>
/// <param name="LogMeans">One for each run.</param>
internal sealed record GroupMean(string Group, int Benchmarks, ImmutableArray<Estimate> LogMeans);

/// <summary>
/// Several runs side by side. Times of one machine are judged against the first run, those of different machines are only shown; ratios
/// inside a run are judged either way.
/// </summary>
/// <param name="Table">All cells.</param>
/// <param name="Changes">The change of row i in run j; null in the first run and where a speed-up is not known.</param>
/// <param name="Rankings">A ranking for each group and run.</param>
/// <param name="Reversals">Pairs of benchmarks whose order differs between runs by more than noise.</param>
/// <param name="Means">A mean for each group with a baseline in every run.</param>
/// <param name="MoreAllocated">The benchmarks that allocate more; empty where allocations are not judged.</param>
/// <param name="Times">The times of run j + 1 compared with the first run's; empty where they are of different machines.</param>
/// <param name="Warnings">The facts that a reader should know before trusting the matrix, one sentence each.</param>
internal sealed record Matrix(
    RunTable Table,
    ImmutableArray<ImmutableArray<SpeedupChange?>> Changes,
    ImmutableArray<Ranking> Rankings,
    ImmutableArray<RankReversal> Reversals,
    ImmutableArray<GroupMean> Means,
    ImmutableArray<AllocationGrowth> MoreAllocated,
    ImmutableArray<Comparison> Times,
    ImmutableArray<string> Warnings
)
{
    // A row belongs to one group only.
    private readonly Dictionary<(RunRow Row, int Run), int> _ranks = Rankings
        .SelectMany(ranking => ranking.Places, (ranking, place) => (ranking.Run, Place: place))
        .ToDictionary(ranked => (ranked.Place.Row, ranked.Run), ranked => ranked.Place.Rank);

    private readonly Dictionary<(BenchmarkKey Key, int Run), Judgement> _times = Times
        .SelectMany((comparison, i) => comparison.Judgements.Select(judgement => (Judgement: judgement, Run: i + 1)))
        .ToDictionary(judged => (judged.Judgement.Pair.Candidate!.Key, judged.Run), judged => judged.Judgement);

    /// <param name="runs">Two or more.</param>
    /// <param name="baselineMethod">See <see cref="Matching.InRunBaseline.Find"/>.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    /// <param name="allocationMargin">The margin of allocations; null where they are not judged.</param>
    /// <param name="times">See <see cref="Times"/>.</param>
    public static Matrix FromRuns(
        ImmutableArray<Report> runs,
        string? baselineMethod,
        JudgingRules rules,
        AllocationMargin? allocationMargin = null,
        params ImmutableArray<Comparison> times
    )
    {
        RunTable table = RunTable.FromRuns(runs, baselineMethod);
        ImmutableArray<Ranking> rankings = Ranking.Create(table, rules);
        return new Matrix(
            table,
            FindChanges(table, rules),
            rankings,
            RankReversal.Find(rankings),
            [.. table.Rows.GroupBy(row => row.Group).Select(group => ComputeMean(table, [.. group])).OfType<GroupMean>()],
            allocationMargin is null ? [] : [.. table.Rows.SelectMany(row => FindGrowth(row, allocationMargin))],
            times,
            [
                .. runs.SelectMany(run => run.Warnings.Select(warning => $"{run.Path}: {warning}")),
                .. times
                    .SelectMany(time => ComparisonWarnings.FindBetween(time).Select(warning => $"{time.Candidate.Path}: {warning}"))
                    .Distinct(),
                .. Ranking.DescribeTooLarge(table),
            ]
        );
    }

    /// <summary>True where at least one speed-up of a run can be compared with another run's.</summary>
    public bool IsJudged => Changes.Any(row => row.Any(change => change is not null));

    /// <summary>True where at least one time of a run can be compared with the first run's.</summary>
    public bool HasTimes => Times.Any(time => !time.HasNothingInCommon);

    /// <returns>The judgement of a time beside the first run's; null where there is none.</returns>
    public Judgement? FindTime(RunRow row, int run) => _times.GetValueOrDefault((row.Key, run));

    /// <returns>The rank in its group in a run; null where it has none.</returns>
    public int? FindRank(RunRow row, int run) => _ranks.TryGetValue((row, run), out int rank) ? rank : null;

    /// <summary>Benchmarks that at least one run lacks or failed to measure.</summary>
    public IEnumerable<RunRow> Incomplete => Table.Rows.Where(row => row.Cells.Any(cell => cell.Benchmark is null or { IsFailed: true }));

    /// <summary>
    /// The incomplete benchmarks that the first run measured, or that it does not have and another run failed to measure.
    /// </summary>
    public IEnumerable<RunRow> MissingOrFailed =>
        Incomplete.Where(row =>
            row.Cells[0].Benchmark switch
            {
                { IsFailed: true } => false,
                null => row.Cells.Any(cell => cell.Benchmark is { IsFailed: true }),
                _ => true,
            }
        );

    private static IEnumerable<AllocationGrowth> FindGrowth(RunRow row, AllocationMargin margin)
    {
        double? first = row.Cells.Select(cell => cell.Benchmark?.AllocatedBytesPerOp).FirstOrDefault(bytes => bytes is not null);
        return row
            .Cells.Select((cell, run) => (Bytes: cell.Benchmark?.AllocatedBytesPerOp, Run: run))
            .Where(cell => first is { } before && cell.Bytes is { } bytes && margin.IsExceeded(before, bytes))
            .Select(cell => new AllocationGrowth(row, cell.Run, first!.Value, cell.Bytes!.Value));
    }

    private static ImmutableArray<ImmutableArray<SpeedupChange?>> FindChanges(RunTable table, JudgingRules rules)
    {
        Estimate?[][] differences =
        [
            .. table.Rows.Select(row => table.Runs.Select((_, run) => ComputeDifference(table, row, run)).ToArray()),
        ];
        Estimate[] tested = [.. differences.SelectMany(row => row).OfType<Estimate>()];
        Queue<double> adjusted = new(BenjaminiHochberg.Adjust([.. tested.Select(difference => difference.PValue)]));
        return
        [
            .. differences.Select(
                (row, i) =>
                    row.Select(
                            (difference, run) =>
                                difference is { } value
                                    ? Decide(value, adjusted.Dequeue(), CanConfirm(table, table.Rows[i], run), rules)
                                    : null
                        )
                        .ToImmutableArray()
            ),
        ];
    }

    // The baseline's own speed-up is always 1, so it is not tested.
    private static Estimate? ComputeDifference(RunTable table, RunRow row, int run) =>
        FindFirst(table, row) is var first && run > first && table.ComputeLogSpeedup(row, run) is { Variance: > 0 } here
            ? here.Minus(table.ComputeLogSpeedup(row, first)!.Value)
            : null;

    // The first run with a speed-up that can be compared; behind the last one where there is none.
    private static int FindFirst(RunTable table, RunRow row) =>
        Enumerable
            .Range(0, table.Runs.Length)
            .Where(run => table.ComputeLogSpeedup(row, run) is { Variance: > 0 })
            .DefaultIfEmpty(table.Runs.Length)
            .First();

    private static bool CanConfirm(RunTable table, RunRow row, int run) =>
        new[] { run, FindFirst(table, row) }.All(index =>
            row.Cells[index].CanConfirm && table.FindBaseline(row, index)!.Cells[index].CanConfirm
        );

    // A higher speed-up is faster, so the sign is the other way round.
    private static SpeedupChange Decide(Estimate ratio, double adjusted, bool canConfirm, JudgingRules rules) =>
        new(ratio, adjusted, VerdictRules.Choose(ratio with { Value = -ratio.Value }, adjusted, canConfirm, rules));

    // ln of the mean is x̄(baseline) − Σ x̄(row) ÷ k: the baseline counts once, whatever k is.
    private static GroupMean? ComputeMean(RunTable table, RunRow[] group)
    {
        int[] runs = [.. Enumerable.Range(0, table.Runs.Length)];
        RunRow[] measured = [.. group.Where(row => runs.All(run => table.ComputeLogSpeedup(row, run) is { Variance: > 0 }))];
        return measured is []
            ? null
            : new GroupMean(
                group[0].Group,
                measured.Length,
                [
                    .. runs.Select(run =>
                        Estimate.Combine(
                            measured
                                .Select(row => (-1.0 / measured.Length, row.Cells[run].Log!.Value))
                                .Append((1, table.FindBaseline(measured[0], run)!.Cells[run].Log!.Value))
                        )
                    ),
                ]
            );
    }
}
