using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// Chooses the verdict from the figures, by the first line that applies: too few pairs or unstable; <c>Same</c>; <c>Slower</c>;
/// <c>Faster</c>; <c>Inconclusive</c>. Both stages use it; the first has no adjusted p, so it never calls a change.
/// </summary>
internal static class DecisionTable
{
    /// <param name="assessment">The figures.</param>
    /// <param name="fewest">The fewest pairs that are judged.</param>
    public static InconclusiveReason FindReason(PairedAssessment assessment, int fewest) =>
        assessment.IsBelowResolution ? InconclusiveReason.NoMeasurableTime
        : assessment.Pairs < fewest ? InconclusiveReason.TooFewLaunches
        : assessment.IsUnstable(fewest) ? InconclusiveReason.Unstable
        : InconclusiveReason.None;

    /// <param name="estimate">θ̂ and its interval.</param>
    /// <param name="adjustedPSlower">Null: there is no test, so nothing is slower.</param>
    /// <param name="adjustedPFaster">Null: there is no test, so nothing is faster.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    public static Verdict ChooseVerdict(PairedEstimate estimate, double? adjustedPSlower, double? adjustedPFaster, JudgingRules rules) =>
        estimate.Lower > -rules.LogMargin && estimate.Upper < rules.LogMargin ? Verdict.Same
        : adjustedPSlower <= GateRules.FalseSlowerRate && estimate.Value >= rules.LogMargin ? Verdict.Slower
        : adjustedPFaster <= GateRules.FalseSlowerRate && estimate.Value <= -rules.LogMargin ? Verdict.Faster
        : Verdict.Inconclusive;

    /// <summary>The change that a single test at 2.5 % a side calls; it marks an <c>Inconclusive</c> benchmark only.</summary>
    public static UnconfirmedChange FindUnconfirmed(PairedEstimate estimate, JudgingRules rules) =>
        estimate.PSlower <= Estimate.OneSidedLevel && estimate.Value >= rules.LogMargin ? UnconfirmedChange.Slower
        : estimate.PFaster <= Estimate.OneSidedLevel && estimate.Value <= -rules.LogMargin ? UnconfirmedChange.Faster
        : UnconfirmedChange.None;

    /// <summary>Judges a benchmark that has an estimate.</summary>
    /// <param name="assessment">With an estimate.</param>
    /// <param name="stage">1 or 2.</param>
    /// <param name="adjusted">The adjusted p of both directions; null in stage 1.</param>
    /// <param name="minimumEffect">The minimum detectable effect; infinite where there is none.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    public static PairedJudgement Judge(
        PairedAssessment assessment,
        int stage,
        (double PSlower, double PFaster)? adjusted,
        double minimumEffect,
        JudgingRules rules
    )
    {
        PairedEstimate estimate = assessment.Estimate!.Value;
        Verdict verdict = ChooseVerdict(estimate, adjusted?.PSlower, adjusted?.PFaster, rules);
        return new PairedJudgement(
            assessment,
            stage,
            verdict,
            InconclusiveReason.None,
            verdict == Verdict.Inconclusive ? FindUnconfirmed(estimate, rules) : UnconfirmedChange.None,
            estimate.Upper < rules.LogTolerance,
            adjusted?.PSlower,
            adjusted?.PFaster,
            double.IsFinite(minimumEffect) ? minimumEffect : null
        );
    }

    /// <summary>Creates the judgement of a benchmark that cannot be judged. It has no p, so it is not unconfirmed either.</summary>
    public static PairedJudgement CreateInconclusive(PairedAssessment assessment, int stage, InconclusiveReason reason) =>
        new(
            assessment,
            stage,
            Verdict.Inconclusive,
            reason,
            UnconfirmedChange.None,
            IsWithinTolerance: reason == InconclusiveReason.NoMeasurableTime,
            AdjustedPSlower: null,
            AdjustedPFaster: null,
            MinimumDetectableEffect: null
        );
}
