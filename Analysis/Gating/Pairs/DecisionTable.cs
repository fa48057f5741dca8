using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// From figures to words, the first row that holds: too few or unstable; <c>Same</c>; <c>Slower</c>; <c>Faster</c>;
/// <c>Inconclusive</c>. One table for both stages: the first has no adjusted p, so it never calls a change.
/// </summary>
internal static class DecisionTable
{
    /// <param name="assessment">The figures.</param>
    /// <param name="fewest">Pairs below which nothing is said.</param>
    public static InconclusiveReason FindReason(PairedAssessment assessment, int fewest) =>
        assessment.Pairs < fewest ? InconclusiveReason.TooFewLaunches
        : assessment.IsUnstable(fewest) ? InconclusiveReason.Unstable
        : InconclusiveReason.None;

    /// <param name="estimate">θ̂ and its interval.</param>
    /// <param name="adjustedPSlower">Null: there is no test, so nothing is slower.</param>
    /// <param name="adjustedPFaster">Null: there is no test, so nothing is faster.</param>
    /// <param name="rules">What counts.</param>
    public static Verdict ChooseVerdict(PairedEstimate estimate, double? adjustedPSlower, double? adjustedPFaster, JudgingRules rules) =>
        estimate.Lower > -rules.LogMargin && estimate.Upper < rules.LogMargin ? Verdict.Same
        : adjustedPSlower <= GateRules.FalseSlowerRate && estimate.Value >= rules.LogMargin ? Verdict.Slower
        : adjustedPFaster <= GateRules.FalseSlowerRate && estimate.Value <= -rules.LogMargin ? Verdict.Faster
        : Verdict.Inconclusive;

    /// <summary>What a lone test at 2.5 % a side would have called; a mark on an <c>Inconclusive</c> row only.</summary>
    public static UnconfirmedChange FindUnconfirmed(PairedEstimate estimate, JudgingRules rules) =>
        estimate.PSlower <= Estimate.OneSidedLevel && estimate.Value >= rules.LogMargin ? UnconfirmedChange.Slower
        : estimate.PFaster <= Estimate.OneSidedLevel && estimate.Value <= -rules.LogMargin ? UnconfirmedChange.Faster
        : UnconfirmedChange.None;

    /// <summary>A benchmark that can be judged.</summary>
    /// <param name="assessment">With an estimate.</param>
    /// <param name="stage">1 or 2.</param>
    /// <param name="adjusted">Null in stage 1.</param>
    /// <param name="minimumEffect">The smallest effect found; infinite where there is none.</param>
    /// <param name="rules">What counts.</param>
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

    /// <summary>A benchmark that cannot be judged: it has no p, so nothing is suspected of it either.</summary>
    public static PairedJudgement CreateInconclusive(PairedAssessment assessment, int stage, InconclusiveReason reason) =>
        new(
            assessment,
            stage,
            Verdict.Inconclusive,
            reason,
            UnconfirmedChange.None,
            IsWithinTolerance: false,
            AdjustedPSlower: null,
            AdjustedPFaster: null,
            MinimumDetectableEffect: null
        );
}
