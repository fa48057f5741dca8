using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>Two reports of one machine, for a reader.</summary>
internal static class ComparisonDocument
{
    private const string TimesShown = "Times are shown and not judged; allocations are, to the byte where no --alloc-margin is given.";

    // More rows than this hide the ones that matter.
    private const int MostRows = 60;

    /// <param name="comparison">The reports and their verdicts.</param>
    /// <param name="showsAll">Every row, however many.</param>
    /// <param name="pictures">Drawn before the table.</param>
    public static ImmutableArray<Block> Create(Comparison comparison, bool showsAll, params IEnumerable<Picture> pictures)
    {
        ImmutableDictionary<BenchmarkKey, string> names = PairNames.Shorten(comparison);
        ImmutableArray<Judgement> all = Order(comparison);
        Judgement[] shown =
            showsAll || all.Length <= MostRows ? [.. all] : [.. all.Where(row => RankUrgency(row) < Verdicts.Quiet).Take(MostRows)];
        ImmutableArray<Block> drawn = [.. pictures];
        Func<string, ImmutableArray<Block>> name = Section.NameOnPages(drawn);
        return
        [
            RunText.CreateTable("Side", [("Baseline", comparison.Baseline), ("Candidate", comparison.Candidate)]),
            .. Section.Create("Warnings", comparison.Warnings),
            .. name("Pictures"),
            .. drawn,
            .. name("Benchmarks"),
            .. all is [] ? ImmutableArray<Block>.Empty : [CreateTable(shown, names)],
            .. CountHidden(all.Length, all.Length - shown.Length),
            .. MetricsTable.CreateBlocks(comparison, names),
            .. Section.Create("Findings", ComparisonFindings.Describe(comparison, names)),
            .. name("Result"),
            Conclude(comparison),
            new Paragraph(comparison.Rules.JudgesTimes ? DescribeMethod(comparison) : TimesShown),
            .. FailingOptions.Name(comparison),
        ];
    }

    /// <summary>The benchmarks that a reader should see first stand first.</summary>
    public static ImmutableArray<Judgement> Order(Comparison comparison) =>
        [.. comparison.Judgements.OrderBy(RankUrgency).ThenBy(IsBelowResolution).ThenByDescending(FindOrder)];

    // One launch subtracts one empty loop, whose own noise is a part of a nanosecond.
    private static bool IsBelowResolution(Judgement judgement) =>
        judgement.Assessment is { Noise: not null } assessment
        && Math.Abs(assessment.CandidateNanoseconds - assessment.BaselineNanoseconds) < JudgingRules.SmallestFailingNanoseconds;

    // One launch is as noisy as its benchmark is short: the surest change stands first, and not the largest.
    private static double FindOrder(Judgement judgement) =>
        (judgement.Assessment.Noise is not null ? judgement.Assessment.LogRatio?.Lower : judgement.Assessment.LogRatio?.Value) ?? 0;

    private static int RankUrgency(Judgement judgement) => Verdicts.RankUrgency(judgement.Verdict, judgement.Unconfirmed, judgement.IsOpen);

    private static ImmutableArray<Block> CountHidden(int all, int hidden) =>
        hidden == 0
            ? []
            :
            [
                new Paragraph(
                    $"{Figures.FormatCount(hidden)} of {Figures.FormatCount(all)} rows are not shown: mostly the same, or "
                        + $"{Verdicts.NoSlower.Counted}. --all shows them; -o FILE.csv and FILE.json hold them."
                ),
            ];

    private static Grid CreateTable(Judgement[] rows, ImmutableDictionary<BenchmarkKey, string> names) =>
        Grid.Create(
            rows.Select(judgement => (Judgement: judgement, judgement.Assessment)),
            new("Benchmark", row => names[row.Assessment.Pair.Key]),
            new("Baseline", row => Figures.FormatTime(row.Assessment.BaselineNanoseconds), true),
            new("Candidate", row => Figures.FormatTime(row.Assessment.CandidateNanoseconds), true),
            new("Ratio", row => FormatRatio(row.Assessment), true)
            {
                Size = row => Math.Log(row.Assessment.CandidateNanoseconds / row.Assessment.BaselineNanoseconds),
                IsChange = true,
            },
            new("95 % interval", row => FormatInterval(row.Assessment), true),
            new(
                "Detectable",
                row => row.Judgement.MinimumDetectableEffect is { } effect ? Figures.FormatPercent(effect) : Figures.None,
                true
            ),
            new("Launches", row => FormatLaunches(row.Assessment), true),
            new("Rests on", row => row.Judgement.Basis.Word()),
            new("Allocated", row => FormatAllocated(row.Assessment.Pair), true),
            new("Verdict", row => Verdicts.Describe(row.Judgement))
        );

    // A time that cannot be told from nothing stands as the floor: the true ratio is further from 1.
    private static string FormatRatio(Assessment assessment) =>
        Figures.FormatRatio(Math.Log(assessment.CandidateNanoseconds / assessment.BaselineNanoseconds)) is var ratio
        && AreMeasurable(assessment.Pair)
            ? ratio
        : assessment.Pair.Candidate!.HasMeasurableTime ? $"> {ratio}"
        : assessment.Pair.Baseline!.HasMeasurableTime ? $"< {ratio}"
        : Figures.None;

    private static string FormatInterval(Assessment assessment) =>
        assessment.LogRatio is { } ratio && AreMeasurable(assessment.Pair)
            ? Figures.FormatInterval(ratio.Lower, ratio.Upper, Figures.FormatRatio)
            : Figures.None;

    /// <summary>True where both times can be told from nothing.</summary>
    public static bool AreMeasurable(Pair pair) => pair is { Baseline.HasMeasurableTime: true, Candidate.HasMeasurableTime: true };

    private static string FormatLaunches(Assessment assessment) =>
        FormatLaunches(assessment.Pair.Baseline!, assessment.Baseline)
        + $" / {FormatLaunches(assessment.Pair.Candidate!, assessment.Candidate)}";

    /// <summary>The launches of a side, and how many of them count where some are excluded.</summary>
    public static string FormatLaunches(Benchmark benchmark, Side side) =>
        benchmark is { Kind: MeasurementKind.Mean, Launches.Length: 1 } ? "?"
        : side.Excluded == 0 ? Figures.FormatCount(side.Launches)
        : $"{Figures.FormatCount(side.Kept.Length)} of {Figures.FormatCount(side.Launches)}";

    /// <summary>The allocations of both sides, once where they are the same; exact where rounding hides the difference.</summary>
    public static string FormatAllocated(Pair pair) =>
        FormatAllocated(pair.Baseline!.AllocatedBytesPerOp, pair.Candidate!.AllocatedBytesPerOp);

    /// <inheritdoc cref="FormatAllocated(Pair)"/>
    public static string FormatAllocated(double? baseline, double? candidate)
    {
        string before = Figures.FormatBytes(baseline);
        string after = Figures.FormatBytes(candidate);
        return before != after ? $"{before} → {after}"
            : baseline is { } one && candidate is { } other && one != other
                ? $"{Figures.FormatExactBytes(one)} → {Figures.FormatExactBytes(other)}"
            : before;
    }

    /// <summary>The number of benchmarks with each verdict, and the mean of all ratios.</summary>
    public static Paragraph Conclude(Comparison comparison)
    {
        int suspected = comparison.Judgements.Count(judgement => judgement.Unconfirmed == UnconfirmedChange.Slower);
        int failed = comparison.Failed.Length + comparison.FailedInBoth.Length;
        string[] counts =
        [
            .. comparison.Rules.JudgesTimes
                ? CountVerdicts(comparison, suspected)
                :
                [
                    $"{Figures.FormatCount(comparison.MoreAllocated.Length)} of "
                        + $"{Figures.FormatCount(comparison.Judgements.Length)} allocate more",
                ],
            .. comparison.Ambiguous is [] ? Array.Empty<string>() : [$"{Figures.FormatCount(comparison.Ambiguous.Length)} ambiguous"],
            $"{Figures.FormatCount(comparison.Missing.Length)} missing",
            $"{Figures.FormatCount(failed)} failed",
            $"{Figures.FormatCount(comparison.Added.Length)} new",
        ];
        return new Paragraph(
            $"{string.Join(", ", counts)}.{FormatMean(comparison)}",
            comparison.Count(Verdict.Slower) + comparison.MoreAllocated.Length > 0 ? Tone.Bad
                : suspected + comparison.Missing.Length + failed > 0 ? Tone.Uncertain
                : Tone.Good
        );
    }

    private static IEnumerable<string> CountVerdicts(Comparison comparison, int suspected) =>
        Verdicts.All.Select(verdict =>
            $"{Figures.FormatCount(comparison.Count(verdict))} {verdict.Style().Counted}"
            + (verdict == Verdict.Inconclusive ? $" ({Figures.FormatCount(suspected)} suspected slower)" : "")
        );

    private static string FormatMean(Comparison comparison) =>
        comparison.LogGeometricMean is { } mean
            ? $" Geometric mean of the ratios: {RunText.FormatWithInterval(mean, Figures.FormatRatio)}."
            : "";

    private static string DescribeMethod(Comparison comparison) =>
        $"{RunText.DescribeTest(comparison.Judgements)} over "
        + $"{Figures.FormatCount(comparison.Judgements.Count(judgement => judgement.Assessment.IsTested), "benchmark")}. "
        + $"Differences below {Figures.FormatPercent(comparison.Rules.Margin)} are never called; "
        + $"a slow-down of {Figures.FormatPercent(comparison.Rules.Tolerance)} that is excluded passes. "
        + "Detectable: the smallest change that 95 of 100 such comparisons would confirm.";
}
