using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The result for a benchmark that both sides measured.</summary>
internal enum Verdict
{
    /// <summary>The data fit both "no change" and a change that matters.</summary>
    Inconclusive,

    /// <summary>A difference of the margin or more, either way, is excluded.</summary>
    Same,

    /// <summary>Confirmed, and by the margin or more.</summary>
    Slower,

    /// <summary>Confirmed, and by the margin or more.</summary>
    Faster,
}

/// <summary>The reason why a benchmark cannot be judged, whatever its figures are.</summary>
internal enum InconclusiveReason
{
    None,

    /// <summary>A side has fewer launches than <see cref="JudgingRules.FewestLaunches"/>.</summary>
    TooFewLaunches,

    /// <summary>Too many launches are outliers.</summary>
    Unstable,

    /// <summary>The launches of both sides agree to the last digit: copies, not measurements.</summary>
    NoSpread,

    /// <summary>Neither side's time can be told from an empty loop: see <see cref="Loading.MeasurableTime"/>.</summary>
    NoMeasurableTime,
}

/// <summary>What tells how far launches of unchanged code lie apart.</summary>
internal enum NoiseBasis
{
    /// <summary>The benchmark's own launches (Welch).</summary>
    Launches,

    /// <summary>Its own launches and those of the whole suite: see <see cref="SuiteNoise"/>.</summary>
    Suite,
}

/// <summary>A difference that was seen and not confirmed.</summary>
internal enum UnconfirmedChange
{
    None,
    Slower,
    Faster,
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
    public NoiseBasis Basis { get; init; } = NoiseBasis.Launches;

    /// <summary>The probability that outlier launches alone make such a difference, where the suite tells how frequent they are.</summary>
    public double OutlierPValue { get; init; }

    /// <summary>Two-sided p of "both sides are equally fast"; 1 where there is no interval.</summary>
    public double PValue => LogRatio is { } ratio ? Math.Min(1, ratio.PValue + OutlierPValue) : 1;

    /// <summary>True where the benchmark has a p-value, so that it is one of the m that share the false discovery rate.</summary>
    public bool IsTested => Reason == InconclusiveReason.None;
}

/// <summary>The verdict of one benchmark and all that it rests on.</summary>
/// <param name="Assessment">The figures.</param>
/// <param name="Verdict">The result.</param>
/// <param name="Unconfirmed">The difference that was seen and not confirmed.</param>
/// <param name="IsWithinTolerance">True where a slow-down of the tolerance or more is excluded.</param>
/// <param name="AdjustedPValue">Benjamini–Hochberg; null where there is no test.</param>
/// <param name="MinimumDetectableEffect">ρ − 1 that would be found in 95 of 100 such comparisons; null where nothing can be
/// confirmed.</param>
internal sealed record Judgement(
    Assessment Assessment,
    Verdict Verdict,
    UnconfirmedChange Unconfirmed,
    bool IsWithinTolerance,
    double? AdjustedPValue,
    double? MinimumDetectableEffect
)
{
    /// <summary>True where one version of BenchmarkDotNet measured both sides.</summary>
    public bool IsOneExperiment { get; init; } = true;

    /// <returns>
    /// The judgement for sides that two versions of BenchmarkDotNet measured. A difference may come from the way of measuring, so
    /// nothing is confirmed, neither a change nor "the same".
    /// </returns>
    public Judgement ToUnconfirmed() =>
        this with
        {
            Verdict = Verdict.Inconclusive,
            Unconfirmed = Verdict switch
            {
                Verdict.Slower => UnconfirmedChange.Slower,
                Verdict.Faster => UnconfirmedChange.Faster,
                _ => Unconfirmed,
            },
            MinimumDetectableEffect = null,
            IsOneExperiment = false,
        };

    /// <summary>
    /// True where the benchmark is inconclusive and a slow-down of the tolerance or more is not excluded: <c>--fail-on inconclusive</c>
    /// fails on it.
    /// </summary>
    public bool IsOpen => Verdict == Verdict.Inconclusive && !IsWithinTolerance;
}
