using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// Fresh pairs of the benchmarks that stage 1 sent on. Whatever it selected, the pairs here know nothing of it, so Holm over
/// these benchmarks alone bounds the probability of any false call of the run.
/// </summary>
internal static class StageTwo
{
    /// <returns><c>result[i]</c> belongs to <c>benchmarks[i]</c>.</returns>
    /// <param name="benchmarks">Those of stage 2, of its pairs only. One that is unstable has no p and takes no part in Holm's
    /// steps.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    /// <param name="elsewhere">
    /// Benchmarks that other shards measure. Each may be in stage 2, so Holm counts it: what is called is also called together with them.
    /// </param>
    public static ImmutableArray<PairedJudgement> Judge(ImmutableArray<PairedAssessment> benchmarks, JudgingRules rules, int elsewhere = 0)
    {
        InconclusiveReason[] reasons =
        [
            .. benchmarks.Select(benchmark => DecisionTable.FindReason(benchmark, GateRules.FewestStageTwoPairs)),
        ];
        int[] tested = [.. Enumerable.Range(0, benchmarks.Length).Where(i => reasons[i] == InconclusiveReason.None)];
        double[] slower = Holm.Adjust([.. tested.Select(i => benchmarks[i].Estimate!.Value.PSlower)], elsewhere);
        double[] faster = Holm.Adjust([.. tested.Select(i => benchmarks[i].Estimate!.Value.PFaster)], elsewhere);
        return
        [
            .. benchmarks.Select(
                (benchmark, i) =>
                    Array.IndexOf(tested, i) is >= 0 and var place
                        ? DecisionTable.Judge(
                            benchmark,
                            stage: 2,
                            (slower[place], faster[place]),
                            GateSensitivity.ComputeMinimumDetectableEffect(
                                benchmark.Estimate!.Value.Spread,
                                benchmark.Kept,
                                tested.Length + elsewhere,
                                rules
                            ),
                            rules
                        )
                        : DecisionTable.CreateInconclusive(benchmark, stage: 2, reasons[i])
            ),
        ];
    }
}
