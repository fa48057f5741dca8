using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// The pairs of a benchmark of which neither launch is an outlier. An outlier takes its pair along: half a pair says nothing of the
/// difference.
/// </summary>
/// <param name="Baseline">Logarithms, in their order; <c>Baseline[i]</c> belongs to <c>Candidate[i]</c>.</param>
/// <param name="Candidate">Logarithms.</param>
/// <param name="BaselineExcluded">Outlier launches of the baseline.</param>
/// <param name="CandidateExcluded">Outlier launches of the candidate.</param>
internal sealed record KeptPairs(double[] Baseline, double[] Candidate, int BaselineExcluded, int CandidateExcluded)
{
    /// <summary>ln(candidate ÷ baseline) of each pair.</summary>
    public double[] Differences => [.. Candidate.Zip(Baseline, (candidate, baseline) => candidate - baseline)];

    /// <summary>Excludes outlier launches by the one rule, <see cref="OutlierLaunches"/>.</summary>
    public static KeptPairs FromLogs(PairedLogs logs)
    {
        bool[][] isOutlier = logs.TookTurns
            ? [new bool[logs.Count], new bool[logs.Count]]
            : OutlierLaunches.Find([.. logs.Baseline], [.. logs.Candidate]);
        int[] kept = [.. Enumerable.Range(0, logs.Count).Where(i => !isOutlier[0][i] && !isOutlier[1][i])];
        return new KeptPairs(
            [.. kept.Select(i => logs.Baseline[i])],
            [.. kept.Select(i => logs.Candidate[i])],
            isOutlier[0].Count(outlier => outlier),
            isOutlier[1].Count(outlier => outlier)
        );
    }
}
