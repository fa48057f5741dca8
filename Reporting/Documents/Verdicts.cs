using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Reporting.Charts;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The presentation of one verdict.</summary>
/// <param name="Place">Its place in counts and legends, from 0.</param>
/// <param name="Word">In tables and CSV; JSON has it in camel case.</param>
/// <param name="Counted">Behind a count, and in legends.</param>
/// <param name="Speedup">The same of a speed-up: a slower benchmark has a lower one.</param>
/// <param name="Tone">The tone of its cells.</param>
/// <param name="Shape">The shape of its marks.</param>
/// <param name="Series">The colour of its marks, 1 and up.</param>
internal sealed record VerdictStyle(int Place, string Word, string Counted, string Speedup, Tone Tone, Shape Shape, int Series);

/// <summary>The one table of how verdicts are shown and written: console, Markdown, pages, pictures, CSV and JSON.</summary>
internal static class Verdicts
{
    /// <summary>The first urgency that a reader may skip.</summary>
    public const int Quiet = 4;

    private const string Inconclusive = "Inconclusive";

    /// <summary>
    /// The style of an inconclusive benchmark that passes: a slow-down of the tolerance is excluded, and nothing else is shown.
    /// </summary>
    public static VerdictStyle NoSlower { get; } =
        new(3, "No slower than the tolerance", "no slower than the tolerance", "inconclusive", Tone.Neutral, Shape.Triangle, 5);

    /// <summary>Every verdict, in the order of counts.</summary>
    public static ImmutableArray<Verdict> All { get; } = [.. Enum.GetValues<Verdict>().OrderBy(verdict => verdict.Style().Place)];

    public static VerdictStyle Style(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Slower => new(0, "Slower", "slower", "lower", Tone.Bad, Shape.Diamond, 2),
            Verdict.Faster => new(1, "Faster", "faster", "higher", Tone.Good, Shape.Square, 3),
            Verdict.Same => new(2, "Same", "the same", "same", Tone.Neutral, Shape.Circle, 1),
            Verdict.Inconclusive => new(4, Inconclusive, "inconclusive", "inconclusive", Tone.Neutral, Shape.Ring, 6),
        };

    /// <summary>The style of a comparison's benchmark: tables and pictures call it by the same word.</summary>
    public static VerdictStyle Style(Judgement judgement) =>
        IsNoSlower(judgement.Verdict, judgement.Assessment.Reason, judgement.Unconfirmed, judgement.IsWithinTolerance)
            ? NoSlower
            : judgement.Verdict.Style();

    /// <inheritdoc cref="Style(Judgement)"/>
    public static VerdictStyle Style(PairedJudgement judgement) =>
        IsNoSlower(judgement.Verdict, judgement.Reason, judgement.Unconfirmed, judgement.IsWithinTolerance)
            ? NoSlower
            : judgement.Verdict.Style();

    private static bool IsNoSlower(Verdict verdict, InconclusiveReason reason, UnconfirmedChange suspicion, bool isWithinTolerance) =>
        (verdict, reason, suspicion, isWithinTolerance) is (Verdict.Inconclusive, InconclusiveReason.None, UnconfirmedChange.None, true);

    /// <summary>The styles of marks, in the order of legends.</summary>
    public static ImmutableArray<VerdictStyle> Marks { get; } =
    [.. All.Select(verdict => verdict.Style()).Append(NoSlower).OrderBy(style => style.Place)];

    /// <summary>The word of an unconfirmed difference, in tables and files.</summary>
    public static string Word(this UnconfirmedChange suspicion) =>
        suspicion switch
        {
            UnconfirmedChange.None => "None",
            UnconfirmedChange.Slower => Verdict.Slower.Style().Word,
            UnconfirmedChange.Faster => Verdict.Faster.Style().Word,
        };

    /// <summary>The word of a reason, in files.</summary>
    public static string Word(this InconclusiveReason doubt) =>
        doubt switch
        {
            InconclusiveReason.None => "None",
            InconclusiveReason.TooFewLaunches => "TooFewLaunches",
            InconclusiveReason.Unstable => "Unstable",
            InconclusiveReason.NoSpread => "NoSpread",
            InconclusiveReason.NoMeasurableTime => "NoMeasurableTime",
            InconclusiveReason.NotJudged => "NotJudged",
        };

    /// <summary>The measurements that a verdict rests on, in tables and files.</summary>
    public static string Word(this NoiseBasis basis) =>
        basis switch
        {
            NoiseBasis.Launches => "launches",
            NoiseBasis.LaunchesAndSuite => "launches, suite",
            NoiseBasis.Suite => "suite",
            NoiseBasis.Profile => "profile",
            NoiseBasis.Iterations => "iterations",
        };

    /// <summary>The word of a difference between two experiments.</summary>
    public static string Word(this ExperimentDifference difference) =>
        difference switch
        {
            ExperimentDifference.None => "none",
            ExperimentDifference.BenchmarkDotNet => "BenchmarkDotNet",
            ExperimentDifference.Runtime => "runtime",
            ExperimentDifference.Job => "job",
        };

    /// <summary>A verdict in a word or two, for a picture.</summary>
    public static string Shorten(VerdictStyle style, UnconfirmedChange suspicion) =>
        style == NoSlower ? "no slower"
        : style == Verdict.Inconclusive.Style() && suspicion != UnconfirmedChange.None ? $"{suspicion.Word().ToLowerInvariant()}?"
        : style.Word.ToLowerInvariant();

    /// <summary>The order in which a reader should see verdicts: 0 before 1.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="suspicion">The unconfirmed difference.</param>
    /// <param name="isOpen">Whether a slow-down of the tolerance or more is not excluded.</param>
    public static int RankUrgency(Verdict verdict, UnconfirmedChange suspicion, bool isOpen) =>
        (verdict, suspicion, isOpen) switch
        {
            (Verdict.Slower, _, _) => 0,
            (Verdict.Inconclusive, UnconfirmedChange.Slower, _) => 1,
            (Verdict.Inconclusive, _, true) => 2,
            (Verdict.Faster, _, _) or (Verdict.Inconclusive, UnconfirmedChange.Faster, false) => 3,
            (Verdict.Inconclusive, UnconfirmedChange.None, false) => Quiet,
            (Verdict.Same, _, _) => Quiet + 1,
        };

    /// <summary>The verdict of a comparison in words; an inconclusive one says what is not excluded.</summary>
    public static Cell Describe(Judgement judgement) =>
        judgement.Verdict != Verdict.Inconclusive ? new Cell(judgement.Verdict.Style().Word, judgement.Verdict.Style().Tone)
        : judgement.Unconfirmed != UnconfirmedChange.None ? DescribeUnconfirmed(judgement)
        : judgement.Assessment.Reason switch
        {
            InconclusiveReason.NoMeasurableTime => "No measurable time",
            InconclusiveReason.TooFewLaunches => Because("too few launches"),
            InconclusiveReason.Unstable => Because("unstable"),
            InconclusiveReason.NoSpread => Because("launches are copies"),
            InconclusiveReason.NotJudged => "Not judged",
            InconclusiveReason.None => Style(judgement) == NoSlower
                ? $"{Inconclusive}, {NoSlower.Counted}"
                : NotExcluded(judgement.Assessment.LogRatio?.Upper),
        };

    /// <summary>The verdict of a gate in words; an inconclusive one says what is not excluded.</summary>
    public static Cell Describe(PairedJudgement judgement) =>
        judgement.Verdict switch
        {
            Verdict.Slower or Verdict.Faster => new Cell(
                $"{judgement.Verdict.Style().Word} by {Figures.FormatPercent(Math.Exp(judgement.Assessment.Estimate!.Value.Value) - 1)}",
                judgement.Verdict.Style().Tone
            ),
            Verdict.Same => new Cell(judgement.Verdict.Style().Word, judgement.Verdict.Style().Tone),
            Verdict.Inconclusive => judgement.Reason switch
            {
                InconclusiveReason.TooFewLaunches => Because("too few pairs"),
                InconclusiveReason.NoMeasurableTime => "No measurable time",
                InconclusiveReason.Unstable or InconclusiveReason.NoSpread or InconclusiveReason.NotJudged => Because("unstable"),
                InconclusiveReason.None when judgement.Unconfirmed != UnconfirmedChange.None => Because(
                    $"suspected {judgement.Unconfirmed.Word().ToLowerInvariant()}"
                ),
                InconclusiveReason.None => Style(judgement) == NoSlower ? NoSlower.Word : NotExcluded(judgement.Assessment.Estimate?.Upper),
            },
        };

    private static Cell DescribeUnconfirmed(Judgement judgement)
    {
        string change = judgement.Unconfirmed.Word().ToLowerInvariant();
        string launches = judgement.Assessment.Reason == InconclusiveReason.TooFewLaunches ? ", too few launches" : "";
        return judgement.IsOneExperiment
            ? Because($"suspected {change}{launches}")
            : new Cell($"Unconfirmed: {change}, by another {judgement.Pair.Difference.Word()}{launches}", Tone.Uncertain);
    }

    private static Cell NotExcluded(double? logUpper) =>
        logUpper is { } upper
            ? Because($"up to {Figures.FormatPercent(Math.Exp(upper) - 1)} slower is not excluded")
            : new Cell(Inconclusive, Tone.Uncertain);

    private static Cell Because(string reason) => new($"{Inconclusive}: {reason}", Tone.Uncertain);
}
