using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>Several runs side by side, for a reader.</summary>
internal static class MatrixDocument
{
    public static ImmutableArray<Block> Create(Matrix matrix)
    {
        RunTable table = matrix.Table;
        ImmutableArray<string> runs = ShortNames.ShortenPaths([.. table.Runs.Select(run => run.Path)]);
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks(
            table.Rows.SelectMany(row => new[] { row.Key, row.Key.Shared })
        );
        return
        [
            RunText.CreateTable("Run", table.Runs.Select((run, i) => (runs[i], run))),
            .. Section.Create("Warnings", matrix.Warnings),
            .. Times(matrix, runs, names),
            .. Allocations(table, runs, names),
            .. Speedups(matrix, runs, names),
            .. Means(matrix, runs),
            .. Rankings(matrix, runs, names),
            .. Section.Create(
                "Rank reversals beyond noise",
                [.. matrix.Reversals.Select(reversal => DescribeReversal(reversal, runs, names))]
            ),
            .. Section.Create("Findings", DescribeFindings(matrix, runs, names)),
            .. matrix.HasTimes ? matrix.Times.Select((time, i) => Conclude(time, runs[i + 1])) : [],
            new Paragraph(
                RunText.DescribeTest(matrix.Times.SelectMany(time => time.Judgements))
                    + (matrix.HasTimes ? " over all benchmarks of all runs together." : ".")
            ),
        ];
    }

    private static ImmutableArray<Block> Times(
        Matrix matrix,
        ImmutableArray<string> runs,
        ImmutableDictionary<BenchmarkKey, string> names
    ) =>
        [
            new Heading("Times"),
            new Paragraph(
                matrix.Times is [] ? "Shown, not judged: times of different machines say nothing of the code."
                : !matrix.HasTimes ? "Shown, not judged: no benchmark is in the first run and in another."
                : $"Each run is compared with {runs[0]}: behind the time its ratio to that with the 95 % interval, and the verdict. "
                    + "The state of the machine on another day is part of it."
            ),
            CreateTable(
                matrix.Table.Rows,
                runs,
                row => names[row.Key],
                row => row.Cells.Select((cell, run) => FormatTime(cell, matrix.FindTime(row, run)))
            ),
        ];

    private static Paragraph Conclude(Comparison time, string run) =>
        ComparisonDocument.Conclude(time) is var conclusion ? conclusion with { Text = $"{run}: {conclusion.Text}" } : conclusion;

    private static Grid CreateTable<T>(
        IEnumerable<T> rows,
        ImmutableArray<string> runs,
        Func<T, string> name,
        Func<T, IEnumerable<Cell>> cells
    ) =>
        new(
            [new Column("Benchmark"), .. runs.Select(run => new Column(run, true))],
            [.. rows.Select(row => (ImmutableArray<Cell>)[name(row), .. cells(row)])]
        );

    private static Cell FormatTime(RunCell cell, Judgement? judgement) =>
        cell switch
        {
            { Nanoseconds: { } nanoseconds } => judgement is null ? Figures.FormatTime(nanoseconds) : FormatJudged(judgement),
            { Benchmark: null } => new Cell("missing", Tone.Uncertain),
            _ => new Cell("failed", Tone.Bad),
        };

    private static Cell FormatJudged(Judgement judgement)
    {
        Cell verdict = Verdicts.Describe(judgement);
        string ratio = judgement.Assessment.LogRatio is { } log ? $"{RunText.FormatWithInterval(log, Figures.FormatRatio)}, " : "";
        return verdict with { Text = $"{Figures.FormatTime(judgement.Assessment.CandidateNanoseconds)}, {ratio}{verdict.Text}" };
    }

    private static string DescribeReversal(
        RankReversal reversal,
        ImmutableArray<string> runs,
        ImmutableDictionary<BenchmarkKey, string> names
    ) =>
        $"{names[reversal.One.Key]} is faster than {names[reversal.Other.Key]} in {runs[reversal.Run]}, "
        + $"and slower in {runs[reversal.OtherRun]}.";

    private static ImmutableArray<string> DescribeFindings(
        Matrix matrix,
        ImmutableArray<string> runs,
        ImmutableDictionary<BenchmarkKey, string> names
    ) =>
        [
            .. matrix.Incomplete.Select(row => $"{names[row.Key]}: {DescribeGaps(row, runs)}"),
            .. matrix.Times.SelectMany(
                (time, i) =>
                    time.Ambiguous.Select(pair =>
                        $"{names[pair.Key]} is ambiguous in {runs[0]} or {runs[i + 1]}, and its time is not judged there."
                    )
            ),
            .. matrix.Times.SelectMany(
                (time, i) =>
                    time
                        .Judgements.Where(judgement => judgement.IsAboveLimit)
                        .Select(judgement =>
                            $"{names[judgement.Pair.Key]} is slower by more than {ComparisonFindings.FormatLimit(time.Rules)} in "
                            + $"{runs[i + 1]}, and nothing confirms it. It fails: see --fail-above"
                        )
            ),
            .. matrix.MoreAllocated.Select(growth =>
                $"{names[growth.Row.Key]} allocates more than the margin allows in {runs[growth.Run]}: "
                + $"{Figures.FormatBytes(growth.FirstBytes)} → {Figures.FormatBytes(growth.Bytes)}"
            ),
        ];

    private static ImmutableArray<Block> Allocations(
        RunTable table,
        ImmutableArray<string> runs,
        ImmutableDictionary<BenchmarkKey, string> names
    )
    {
        RunRow[] rows = [.. table.Rows.Where(row => row.Cells.Any(cell => cell.Benchmark?.AllocatedBytesPerOp is not null))];
        return rows is []
            ? []
            :
            [
                new Heading("Allocated per operation"),
                CreateTable(
                    rows,
                    runs,
                    row => names[row.Key],
                    row => row.Cells.Select(cell => (Cell)Figures.FormatBytes(cell.Benchmark?.AllocatedBytesPerOp))
                ),
            ];
    }

    /// <summary>The reason why no ratio could be compared, and what to do about it.</summary>
    public static string ExplainNoJudgement(Matrix matrix)
    {
        RunTable table = matrix.Table;
        bool hasBaseline = table.Baselines.Any(run => !run.IsEmpty);
        bool hasLaunches = table.Rows.Any(row => row.Cells.Any(cell => cell.Log is not null));
        return !hasBaseline ? "No run says which method its ratios are to: name it with --baseline-method METHOD."
            : !hasLaunches ? $"No benchmark has {Figures.FormatCount(JudgingRules.FewestLaunches)} launches: measure with --launchCount 5."
            : "No benchmark has a ratio to its run's own baseline in two of the runs, each with three launches: "
                + "look at names, jobs and launches above.";
    }

    private static ImmutableArray<Block> Speedups(
        Matrix matrix,
        ImmutableArray<string> runs,
        ImmutableDictionary<BenchmarkKey, string> names
    )
    {
        RunTable table = matrix.Table;
        (RunRow Row, ImmutableArray<SpeedupChange?> Changes)[] rows =
        [
            .. table
                .Rows.Select((row, i) => (Row: row, Changes: matrix.Changes[i]))
                .Where(pair => table.Runs.Select((_, run) => table.FindBaseline(pair.Row, run)).Any(baseline => baseline is not null)),
        ];
        return rows is []
            ? matrix.HasTimes
                ? []
                : [new Paragraph(ExplainNoJudgement(matrix), Tone.Uncertain)]
            :
            [
                new Heading("Speed-up over the run's own baseline"),
                new Paragraph("With its 95 % interval; behind it the ratio to the first run that has one, judged."),
                CreateTable(
                    rows,
                    runs,
                    pair => names[pair.Row.Key],
                    pair => table.Runs.Select((_, run) => FormatSpeedup(table, pair.Row, run, pair.Changes[run]))
                ),
            ];
    }

    private static Cell FormatSpeedup(RunTable table, RunRow row, int run, SpeedupChange? change)
    {
        if (table.ComputeLogSpeedup(row, run) is not { } speedup)
        {
            return FormatWithoutInterval(row.Cells[run], table.FindBaseline(row, run)?.Cells[run]);
        }

        string text =
            speedup.Variance == 0 ? Figures.FormatSpeedup(speedup.Value) : RunText.FormatWithInterval(speedup, Figures.FormatSpeedup);
        return change is null ? text
            : change.Verdict.Style() is var style ? new Cell($"{text}, {FormatChange(change)} {style.Speedup}", style.Tone)
            : text;
    }

    private static Cell FormatWithoutInterval(RunCell own, RunCell? baseline) =>
        own.Nanoseconds is { } nanoseconds && baseline?.Nanoseconds is { } reference
            ? new Cell(
                $"{Figures.FormatSpeedup(Math.Log(reference / nanoseconds))}, "
                    + (IsUnstable(own) || IsUnstable(baseline) ? "unstable" : "too few launches"),
                Tone.Uncertain
            )
            : Figures.None;

    private static bool IsUnstable(RunCell cell) => cell.Side is { } side && side.IsUnstable(JudgingRules.FewestLaunches);

    private static string FormatChange(SpeedupChange change) => RunText.FormatWithInterval(change.LogRatio, Figures.FormatRatio);

    private static ImmutableArray<Block> Means(Matrix matrix, ImmutableArray<string> runs) =>
        matrix.Means is []
            ? []
            :
            [
                new Heading("Geometric mean of the speed-ups"),
                new Grid(
                    [new Column("Of"), new Column("Benchmarks", true), .. runs.Select(run => new Column(run, true))],
                    [
                        .. matrix.Means.Select(mean =>
                            ImmutableArray.Create<Cell>([
                                mean.Group,
                                Figures.FormatCount(mean.Benchmarks),
                                .. mean.LogMeans.Select(log => (Cell)RunText.FormatWithInterval(log, Figures.FormatSpeedup)),
                            ])
                        ),
                    ]
                ),
            ];

    private static ImmutableArray<Block> Rankings(
        Matrix matrix,
        ImmutableArray<string> runs,
        ImmutableDictionary<BenchmarkKey, string> names
    )
    {
        RunRow[] rows = [.. matrix.Rankings.SelectMany(ranking => ranking.Places).Select(place => place.Row).Distinct()];
        return rows is []
            ? []
            :
            [
                new Heading("Ranks"),
                new Paragraph(
                    "1 + how many of the same class and parameters are confirmed to be faster in that run; "
                        + "who cannot be told apart shares a rank."
                ),
                CreateTable(rows, runs, row => names[row.Key], row => row.Cells.Select((_, run) => FormatRank(matrix.FindRank(row, run)))),
            ];
    }

    private static Cell FormatRank(int? rank) => rank is { } known ? Figures.FormatCount(known) : Figures.None;

    private static string DescribeGaps(RunRow row, ImmutableArray<string> runs) =>
        string.Join(
            "; ",
            row.Cells.Select(
                    (cell, run) =>
                        (
                            Run: runs[run],
                            State: cell.Benchmark is null ? "missing from"
                            : cell.Benchmark.IsFailed ? "failed in"
                            : null
                        )
                )
                .Where(cell => cell.State is not null)
                .Select(cell => $"{cell.State} {cell.Run}")
        );
}
