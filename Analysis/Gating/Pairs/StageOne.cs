using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>The first pairs of every benchmark. They end a benchmark that is plainly no slower, and never call a change.</summary>
internal static class StageOne
{
    /// <summary>
    /// True where the benchmark is done: nothing hints at a change, and a slow-down of the tolerance is excluded. A benchmark that is
    /// unstable, or has too few kept pairs, goes on.
    /// </summary>
    public static bool EndsHere(PairedAssessment assessment, JudgingRules rules) =>
        !assessment.IsUnstable(FindFewest(assessment))
        && assessment.Estimate is { PFaster: > GateRules.EndsAbovePFaster } estimate
        && estimate.PSlower > (assessment.IsModerated ? GateRules.EndsAboveModeratedPSlower : GateRules.EndsAbovePSlower)
        && estimate.Upper < rules.LogTolerance;

    private static int FindFewest(PairedAssessment assessment) =>
        assessment.IsModerated ? GateRules.FewestModeratedPairs : GateRules.FewestStageOnePairs;

    /// <summary>Judges a benchmark that ends here: <c>Same</c>, or <c>Inconclusive</c> within tolerance.</summary>
    /// <param name="assessment">
    /// The figures of stage 1. A benchmark that does not end here is described as well, and no change is called.
    /// </param>
    /// <param name="benchmarks">m, of the whole run.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    /// <param name="confirmingPairs">
    /// n₂, the pairs that would have confirmed a change, for the minimum detectable effect. Null: the number that was kept here, which
    /// gives a larger effect than the gate's real one.
    /// </param>
    public static PairedJudgement Judge(PairedAssessment assessment, int benchmarks, JudgingRules rules, int? confirmingPairs = null) =>
        DecisionTable.FindReason(assessment, FindFewest(assessment)) is var reason and not InconclusiveReason.None
            ? DecisionTable.CreateInconclusive(assessment, stage: 1, reason)
            : DecisionTable.Judge(
                assessment,
                stage: 1,
                adjusted: null,
                GateSensitivity.ComputeMinimumDetectableEffect(
                    assessment.Estimate!.Value.Spread,
                    confirmingPairs ?? assessment.Kept,
                    benchmarks,
                    rules
                ),
                rules
            );
}
