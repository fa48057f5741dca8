using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>Two reports of one machine, for a reader.</summary>
internal static class ComparisonDocument
{
    // More rows than this hide the ones that matter.
    private const int MostRows = 60;

    /// <param name="comparison">What was found.</param>
    /// <param name="showsAll">Every row, however many.</param>
    /// <param name="pictures">Drawn before the table.</param>
    public static ImmutableArray<Block> Create(Comparison comparison, bool showsAll, params IEnumerable<Picture> pictures)
    {
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.Of(
            comparison
                .Baseline.Benchmarks.Concat(comparison.Candidate.Benchmarks)
                .SelectMany(benchmark => new[] { benchmark.Key, benchmark.Key.Shared })
        );
        ImmutableArray<Judgement> rows = Order(comparison);
        Judgement[] shown =
            showsAll || rows.Length <= MostRows ? [.. rows] : [.. rows.Where(row => RankUrgency(row) < Verdicts.Quiet).Take(MostRows)];
        return
        [
            new Grid(
                [
                    new Column("Side"),
                    new Column("Report"),
                    new Column("Machine"),
                    new Column("Runtime"),
                    new Column("Started"),
                    new Column("Source"),
                ],
                [RunText.Row("Baseline", comparison.Baseline), RunText.Row("Candidate", comparison.Candidate)]
            ),
            .. comparison.Warnings is [] ? ImmutableArray<Block>.Empty : [new Heading("Warnings"), new Bullets(comparison.Warnings)],
            .. pictures,
            .. rows is [] ? ImmutableArray<Block>.Empty : [Table(shown, names)],
            .. shown.Length < rows.Length
                ?
                [
                    new Paragraph(
                        $"{Figures.Count(rows.Length - shown.Length)} of {Figures.Count(rows.Length)} rows are not shown: mostly the same or within tolerance. --all shows them; -o FILE.csv and FILE.json hold them."
                    ),
                ]
                : ImmutableArray<Block>.Empty,
            .. MetricsTable.CreateBlocks(comparison, names),
            .. Findings(comparison, names) is { Length: > 0 } findings
                ? [new Heading("Findings"), new Bullets(findings)]
                : ImmutableArray<Block>.Empty,
            Conclusion(comparison),
            new Paragraph(Method(comparison)),
        ];
    }

    /// <summary>The benchmarks that a reader should see first stand first.</summary>
    public static ImmutableArray<Judgement> Order(Comparison comparison) =>
        [.. comparison.Judgements.OrderBy(RankUrgency).ThenByDescending(judgement => judgement.Assessment.LogRatio?.Value ?? 0)];

    private static int RankUrgency(Judgement judgement) => Verdicts.RankUrgency(judgement.Verdict, judgement.Suspicion, judgement.IsOpen);

    private static Grid Table(Judgement[] rows, ImmutableDictionary<BenchmarkKey, string> names) =>
        new(
            [
                new Column("Benchmark"),
                new Column("Baseline", true),
                new Column("Candidate", true),
                new Column("Ratio", true),
                new Column("95 % interval", true),
                new Column("Detectable", true),
                new Column("Launches", true),
                new Column("Allocated", true),
                new Column("Verdict"),
            ],
            [.. rows.Select(row => Row(row, names[row.Assessment.Pair.Key]))]
        );

    private static ImmutableArray<Cell> Row(Judgement judgement, string name)
    {
        Assessment assessment = judgement.Assessment;
        return
        [
            name,
            Figures.Time(assessment.BaselineNanoseconds),
            Figures.Time(assessment.CandidateNanoseconds),
            Ratio(assessment),
            assessment.LogRatio is { } ratio && AreMeasurable(assessment.Pair)
                ? Figures.Interval(ratio.Lower, ratio.Upper, Figures.Ratio)
                : Figures.None,
            judgement.MinimumDetectableEffect is { } effect ? Figures.Percent(effect) : Figures.None,
            $"{Launches(assessment.Baseline)} / {Launches(assessment.Candidate)}",
            Allocated(assessment.Pair),
            Verdicts.Describe(judgement),
        ];
    }

    // A time that cannot be told from nothing stands as the floor: the true ratio is further from 1.
    private static string Ratio(Assessment assessment) =>
        Figures.Ratio(Math.Log(assessment.CandidateNanoseconds / assessment.BaselineNanoseconds)) is var ratio
        && AreMeasurable(assessment.Pair)
            ? ratio
        : assessment.Pair.Candidate!.HasMeasurableTime ? $"> {ratio}"
        : assessment.Pair.Baseline!.HasMeasurableTime ? $"< {ratio}"
        : Figures.None;

    private static bool AreMeasurable(Pair pair) => pair is { Baseline.HasMeasurableTime: true, Candidate.HasMeasurableTime: true };

    private static string Launches(Side side) =>
        side.Excluded == 0 ? Figures.Count(side.Launches) : $"{Figures.Count(side.Kept.Length)} of {Figures.Count(side.Launches)}";

    private static string Allocated(Pair pair)
    {
        string baseline = Figures.Bytes(pair.Baseline!.AllocatedBytesPerOp);
        string candidate = Figures.Bytes(pair.Candidate!.AllocatedBytesPerOp);
        return baseline == candidate ? baseline : $"{baseline} → {candidate}";
    }

    private static ImmutableArray<string> Findings(Comparison comparison, ImmutableDictionary<BenchmarkKey, string> names) =>
        [
            .. comparison.Missing.Select(pair => $"Missing from the candidate: {names[pair.Key]}"),
            .. comparison.Failed.Select(pair => $"Failed in the candidate: {names[pair.Key]}{Because(pair.Candidate)}"),
            .. comparison.FailedInBoth.Select(pair => $"Failed in both: {names[pair.Key]}{Because(pair.Candidate)}"),
            .. comparison.Mended.Select(pair =>
                $"Failed in the baseline, measured in the candidate: {names[pair.Key]}{Because(pair.Baseline)}"
            ),
            .. comparison.Ambiguous.Select(pair =>
                $"Ambiguous, not compared: several benchmarks of a side are named {names[pair.Key]}, and nothing says which of them is which on the other side"
            ),
            .. comparison
                .Judgements.Select(judgement => judgement.Assessment)
                .Where(assessment => !AreMeasurable(assessment.Pair))
                .Select(assessment => Unmeasurable(assessment, names[assessment.Pair.Key])),
            .. comparison.Added.Select(pair => $"New in the candidate: {names[pair.Key]}"),
            .. comparison.MoreAllocated.Select(judgement =>
                $"Allocates more than the margin allows: {names[judgement.Assessment.Pair.Key]}, {Allocated(judgement.Assessment.Pair)}"
            ),
            .. comparison.UnknownAllocations.Select(judgement =>
                $"Allocations cannot be judged, a side does not know them: {names[judgement.Assessment.Pair.Key]}"
            ),
            .. comparison.UnevenOutliers.Select(judgement =>
                $"The share of outlier launches differs: {names[judgement.Assessment.Pair.Key]}, {ExcludedText(judgement.Assessment.Baseline)} in the baseline, {ExcludedText(judgement.Assessment.Candidate)} in the candidate"
            ),
            .. Advice(comparison),
        ];

    private static string Because(Benchmark? benchmark) => benchmark?.Problem is { } problem ? $" ({problem})" : "";

    private static string Unmeasurable(Assessment assessment, string name) =>
        assessment.Pair switch
        {
            { Candidate.HasMeasurableTime: true } =>
                $"No measurable time in the baseline, {Figures.Time(assessment.CandidateNanoseconds)} in the candidate, an increase: {name}",
            { Baseline.HasMeasurableTime: true } =>
                $"No measurable time in the candidate, {Figures.Time(assessment.BaselineNanoseconds)} in the baseline, a decrease: {name}",
            _ =>
                $"No measurable time on either side: {name}. The compiler has removed the work, or it takes less than {Figures.Time(MeasurableTime.Floor)[2..]}",
        };

    private static string ExcludedText(Side side) => $"{Figures.Count(side.Excluded)} of {Figures.Count(side.Launches)} excluded";

    private static IEnumerable<string> Advice(Comparison comparison)
    {
        if (comparison.Judgements.Any(judgement => !judgement.IsOneExperiment))
        {
            yield return "Reports of two versions of BenchmarkDotNet confirm nothing: measure both sides with one version.";
            yield break;
        }

        int few = comparison.Judgements.Count(judgement => judgement.Assessment.Doubt == Doubt.TooFewLaunches);
        int suspected = comparison.Judgements.Count(judgement =>
            judgement.Suspicion != Suspicion.None && judgement.Assessment.Doubt == Doubt.None
        );
        if (few > 0)
        {
            yield return $"{Figures.Count(few, "benchmark")} with fewer than {Figures.Count(JudgingRules.FewestLaunches)} launches a side cannot be judged: launches differ more than iterations do. Measure with --launchCount 5.";
        }

        if (suspected > 0)
        {
            yield return $"{Figures.Count(suspected, "suspected change")}: measure both sides again, with --launchCount 10.";
        }
    }

    /// <summary>How many of each verdict, and the mean of all.</summary>
    public static Paragraph Conclusion(Comparison comparison)
    {
        int slower = comparison.Count(Verdict.Slower);
        int suspected = comparison.Judgements.Count(judgement => judgement.Suspicion == Suspicion.Slower);
        string counts = string.Join(
            ", ",
            (string[])
                [
                    .. Verdicts.All.Select(verdict =>
                        $"{Figures.Count(comparison.Count(verdict))} {verdict.Style().Counted}{(verdict == Verdict.Inconclusive ? $" ({Figures.Count(suspected)} suspected slower)" : "")}"
                    ),
                    .. comparison.Ambiguous is [] ? Array.Empty<string>() : [$"{Figures.Count(comparison.Ambiguous.Length)} ambiguous"],
                    $"{Figures.Count(comparison.Missing.Length)} missing",
                    $"{Figures.Count(comparison.Failed.Length + comparison.FailedInBoth.Length)} failed",
                    $"{Figures.Count(comparison.Added.Length)} new",
                ]
        );
        string mean = comparison.LogGeometricMean is { } estimate
            ? $" Geometric mean of the ratios: {Figures.Ratio(estimate.Value)} ({Figures.Interval(estimate.Lower, estimate.Upper, Figures.Ratio)})."
            : "";
        return new Paragraph(
            counts + "." + mean,
            slower > 0 ? Tone.Bad
                : suspected > 0 || comparison.Missing.Length + comparison.Failed.Length + comparison.FailedInBoth.Length > 0
                    ? Tone.Uncertain
                : Tone.Good
        );
    }

    private static string Method(Comparison comparison) =>
        $"Judged by Welch's t on the {SummaryText(LaunchSummaries.ForReports)} of each launch (logarithms), outlier launches excluded, Benjamini–Hochberg at 5 % over "
        + $"{Figures.Count(comparison.Judgements.Count(judgement => judgement.Assessment.IsTested), "benchmark")}. "
        + $"Differences below {Figures.Percent(comparison.Rules.Margin)} are never called; a slow-down of {Figures.Percent(comparison.Rules.Tolerance)} that is excluded passes. "
        + "Detectable: the smallest change that 95 of 100 such comparisons would confirm.";

    /// <summary>The summary in words.</summary>
    public static string SummaryText(LaunchSummary summary) =>
        summary switch
        {
            LaunchSummary.Minimum => "minimum",
            LaunchSummary.LowerQuartile => "lower quartile",
            _ => "median",
        };
}
