using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// Fresh pairs of the cells that stage 1 sent on. Whatever it selected, the pairs here know nothing of it, so Holm over
/// these cells alone bounds the probability of any false call of the run.
/// </summary>
internal static class StageTwo
{
    /// <returns><c>result[i]</c> belongs to <c>cells[i]</c>.</returns>
    /// <param name="cells">Those of stage 2, of its pairs only. One that is unstable has no p and takes no part in Holm's steps.</param>
    /// <param name="cellsOfTheRun">m, those of both stages, for the detectable effect.</param>
    /// <param name="rules">What counts.</param>
    public static ImmutableArray<PairedJudgement> Judge(ImmutableArray<PairedAssessment> cells, int cellsOfTheRun, JudgingRules rules)
    {
        Doubt[] doubts = [.. cells.Select(cell => DecisionTable.DoubtOf(cell, GateRules.FewestStageTwoPairs))];
        int[] tested = [.. Enumerable.Range(0, cells.Length).Where(i => doubts[i] == Doubt.None)];
        double[] slower = Holm.Adjust([.. tested.Select(i => cells[i].Estimate!.Value.PSlower)]);
        double[] faster = Holm.Adjust([.. tested.Select(i => cells[i].Estimate!.Value.PFaster)]);
        return
        [
            .. cells.Select(
                (cell, i) =>
                    Array.IndexOf(tested, i) is >= 0 and var place
                        ? DecisionTable.Judge(
                            cell,
                            stage: 2,
                            (slower[place], faster[place]),
                            DetectableEffect.Of(cell.Estimate!.Value.Spread, cell.Kept, cellsOfTheRun, rules),
                            rules
                        )
                        : DecisionTable.Doubtful(cell, stage: 2, doubts[i])
            ),
        ];
    }
}
