using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>Compares the times of three runs and more of one machine: each later run with the first.</summary>
internal static class TimeComparisons
{
    /// <summary>
    /// Judges each later run as two reports are judged. With more runs there are more chances of a false call, so a change must also be
    /// confirmed by Benjamini and Hochberg's method over all benchmarks of all runs together.
    /// </summary>
    /// <param name="runs">Two or more of one machine; the first is the baseline.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    /// <param name="allocationMargin">The margin of allocations; null where they are not judged.</param>
    /// <returns>One for each run but the first.</returns>
    public static ImmutableArray<Comparison> Create(
        ImmutableArray<Report> runs,
        JudgingRules rules,
        AllocationMargin? allocationMargin = null
    )
    {
        Comparison[] comparisons =
        [
            .. runs.Skip(1).Select(run => Comparison.Create(runs[0], run, rules, allocationMargin, isSameMachine: true)),
        ];
        Judgement[] tested = [.. comparisons.SelectMany(comparison => comparison.Judgements).Where(IsTested)];
        Queue<double> adjusted = new(BenjaminiHochberg.Adjust([.. tested.Select(judgement => judgement.Assessment.PValue)]));
        return
        [
            .. comparisons.Select(comparison =>
                comparison with
                {
                    Judgements =
                    [
                        .. comparison.Judgements.Select(judgement =>
                            IsTested(judgement) ? Adjust(judgement, adjusted.Dequeue(), rules) : judgement
                        ),
                    ],
                }
            ),
        ];
    }

    private static bool IsTested(Judgement judgement) => judgement.Assessment.IsTested;

    private static Judgement Adjust(Judgement judgement, double amongAllRuns, JudgingRules rules)
    {
        double adjusted = Math.Max(judgement.AdjustedPValue!.Value, amongAllRuns);
        bool isLost = adjusted > JudgingRules.FalseDiscoveryRate && judgement.Verdict is Verdict.Slower or Verdict.Faster;
        return judgement with
        {
            AdjustedPValue = adjusted,
            MinimumDetectableEffect = null,
            IsAboveLimit = judgement.IsAboveLimit || (isLost && ComputeRatio(judgement.Assessment) > rules.FailAbove),
            Verdict = isLost ? Verdict.Inconclusive : judgement.Verdict,
            Unconfirmed = isLost ? VerdictRules.ToUnconfirmed(judgement.Verdict, UnconfirmedChange.None) : judgement.Unconfirmed,
        };
    }

    private static double ComputeRatio(Assessment assessment) => assessment.CandidateNanoseconds / assessment.BaselineNanoseconds;
}
