using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The reason why a benchmark cannot be judged, whatever its figures are.</summary>
public enum InconclusiveReason
{
    /// <summary>There is none: the figures decide.</summary>
    None,

    /// <summary>A side has fewer launches than <see cref="JudgingRules.FewestLaunches"/>.</summary>
    TooFewLaunches,

    /// <summary>Too many launches are outliers.</summary>
    Unstable,

    /// <summary>The launches of both sides agree to the last digit: copies, not measurements.</summary>
    NoSpread,

    /// <summary>Neither side takes 0.1 ns, so that its time cannot be told from an empty loop.</summary>
    NoMeasurableTime,

    /// <summary>Times are shown only: see <see cref="JudgingRules.JudgesTimes"/>.</summary>
    NotJudged,
}

/// <summary>The measurements that tell how far launches of unchanged code lie apart, on which an interval and its p-value rest.</summary>
public enum NoiseBasis
{
    /// <summary>The benchmark's own launches (Welch's test).</summary>
    Launches,

    /// <summary>The benchmark's own launches, and those of the whole suite: a moderated variance.</summary>
    LaunchesAndSuite,

    /// <summary>
    /// The ratios of the whole suite, most of which has not changed: the benchmark itself has too few launches. The ratio is judged
    /// beside the median ratio of the suite.
    /// </summary>
    Suite,

    /// <summary>
    /// The machine's noise profile, learned from earlier reports of unchanged code: the benchmark itself has too few launches. Where
    /// many benchmarks are compared, the ratio is judged beside their median ratio.
    /// </summary>
    Profile,

    /// <summary>Nothing but the iterations of too few launches: they agree better than launches do, and nothing is confirmed.</summary>
    Iterations,
}

/// <summary>Candidate beside baseline, before the other benchmarks are looked at.</summary>
/// <param name="Pair">Both sides.</param>
/// <param name="Baseline">Its launches.</param>
/// <param name="Candidate">Its launches.</param>
/// <param name="LogRatio">ln(candidate ÷ baseline); null where there are too few launches for an interval.</param>
/// <param name="Reason">The reason why the benchmark cannot be judged.</param>
/// <param name="BaselineNanoseconds">The typical time of a launch.</param>
/// <param name="CandidateNanoseconds">The typical time of a launch.</param>
internal sealed record Assessment(
    Pair Pair,
    Side Baseline,
    Side Candidate,
    Estimate? LogRatio,
    InconclusiveReason Reason,
    double BaselineNanoseconds,
    double CandidateNanoseconds
)
{
    /// <summary>Where the variance of its interval comes from.</summary>
    public NoiseBasis Basis { get; init; }

    /// <summary>
    /// Two-sided p of a difference that outlier launches alone make, where the suite tells how frequent they are; 0 where it does not.
    /// </summary>
    public double OutlierPValue { get; init; }

    /// <summary>The noise that it is judged by where it has too few launches of its own; null where it has launches enough.</summary>
    public RatioNoise? Noise { get; init; }

    /// <summary>Two-sided p of "both sides are equally fast"; 1 where there is no interval.</summary>
    public double PValue =>
        Noise is not null ? Noise.PValue
        : LogRatio is { } ratio ? Math.Min(1, ratio.PValue + OutlierPValue)
        : 1;

    /// <summary>True where the benchmark has a p-value, so that it is one of the m that share the false discovery rate.</summary>
    public bool IsTested => Reason == InconclusiveReason.None;
}

/// <summary>The verdict of one benchmark and all that it rests on.</summary>
public sealed record Judgement
{
    internal Judgement(
        Assessment assessment,
        Verdict verdict,
        UnconfirmedChange unconfirmed,
        bool isWithinTolerance,
        double? adjustedPValue,
        double? minimumDetectableEffect
    )
    {
        Assessment = assessment;
        Verdict = verdict;
        Unconfirmed = unconfirmed;
        IsWithinTolerance = isWithinTolerance;
        AdjustedPValue = adjustedPValue;
        MinimumDetectableEffect = minimumDetectableEffect;
    }

    /// <summary>The benchmark in both reports.</summary>
    public Pair Pair => Assessment.Pair;

    /// <summary>The verdict.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>The reason why it cannot be judged; <see cref="InconclusiveReason.None"/> where it can.</summary>
    public InconclusiveReason Reason => Assessment.Reason;

    /// <summary>The measurements that its interval and its p-value rest on.</summary>
    public NoiseBasis Basis => Assessment.Basis;

    /// <summary>A difference that was seen and is not confirmed, with the verdict <see cref="Verdict.Inconclusive"/>.</summary>
    public UnconfirmedChange Unconfirmed { get; init; }

    /// <summary>True where a slow-down of the tolerance or more is excluded.</summary>
    public bool IsWithinTolerance { get; init; }

    /// <summary>
    /// The ratio of the times, candidate ÷ baseline, with its interval: 1 is equal, above 1 is slower. The interval covers launches;
    /// with the basis <see cref="NoiseBasis.Iterations"/> only iterations, which agree better than launches do. With the basis
    /// <see cref="NoiseBasis.Suite"/> it is the ratio beside the median ratio of the suite, with <see cref="NoiseBasis.Profile"/> where the
    /// suite is large enough.
    /// </summary>
    public IntervalEstimate Ratio =>
        Assessment.LogRatio is { } ratio
            ? IntervalEstimate.FromLogarithm(ratio)
            : IntervalEstimate.FromValue(Assessment.CandidateNanoseconds / Assessment.BaselineNanoseconds);

    /// <summary>
    /// The two-sided p-value of "both are equally fast", adjusted by Benjamini and Hochberg over all benchmarks of the
    /// comparison, from 0 to 1; null where there is no test.
    /// </summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>The slow-down, ρ − 1, that 95 of 100 such comparisons would find; null where nothing can be confirmed.</summary>
    public double? MinimumDetectableEffect { get; init; }

    /// <summary>The number of the baseline's launches that count as outliers, and are excluded.</summary>
    public int BaselineOutliers => Assessment.Baseline.Excluded;

    /// <summary>The number of the candidate's launches that count as outliers, and are excluded.</summary>
    public int CandidateOutliers => Assessment.Candidate.Excluded;

    /// <summary>The figures that it rests on.</summary>
    internal Assessment Assessment { get; init; }

    /// <summary>True where both sides are measured alike, or differ in what was asked for; otherwise nothing is confirmed.</summary>
    public bool IsOneExperiment => Pair.Difference == ExperimentDifference.None;

    /// <returns>
    /// The judgement for sides that are two experiments. A difference may come from that, so nothing is confirmed, neither a change nor
    /// "the same".
    /// </returns>
    internal Judgement ToUnconfirmed() =>
        this with
        {
            Verdict = Verdict.Inconclusive,
            Unconfirmed = VerdictRules.ToUnconfirmed(Verdict, Unconfirmed),
            MinimumDetectableEffect = null,
        };

    /// <summary>
    /// True where the candidate is slower by more than <see cref="JudgingRules.FailAbove"/> and nothing confirms it: it fails all the
    /// same.
    /// </summary>
    public bool IsAboveLimit { get; init; }

    /// <summary>True where <see cref="FailOn.Inconclusive"/> fails on it: a slow-down of the tolerance is not excluded.</summary>
    public bool IsOpen => Verdict == Verdict.Inconclusive && !IsWithinTolerance && Reason != InconclusiveReason.NotJudged;

    /// <returns>The judgement with its figures and without a verdict.</returns>
    internal Judgement ToShown() =>
        this with
        {
            Assessment = Assessment with { Reason = InconclusiveReason.NotJudged },
            Verdict = Verdict.Inconclusive,
            Unconfirmed = UnconfirmedChange.None,
            AdjustedPValue = null,
            MinimumDetectableEffect = null,
            IsAboveLimit = false,
        };
}
