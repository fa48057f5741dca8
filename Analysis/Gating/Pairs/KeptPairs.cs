using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>The pairs of a cell of which neither launch went bad. A bad launch takes its pair along: half a pair says nothing of the difference.</summary>
/// <param name="Baseline">Logarithms, in their order; <c>Baseline[i]</c> belongs to <c>Candidate[i]</c>.</param>
/// <param name="Candidate">Logarithms.</param>
/// <param name="BaselineSetAside">Launches of the baseline that went bad themselves.</param>
/// <param name="CandidateSetAside">Launches of the candidate that went bad themselves.</param>
internal sealed record KeptPairs(double[] Baseline, double[] Candidate, int BaselineSetAside, int CandidateSetAside)
{
    /// <summary>ln(candidate ÷ baseline) of each pair.</summary>
    public double[] Differences => [.. Candidate.Zip(Baseline, (candidate, baseline) => candidate - baseline)];

    /// <summary>Sets bad launches aside by the one rule, <see cref="BadLaunches"/>.</summary>
    public static KeptPairs Of(PairedLogs logs)
    {
        bool[][] isBad = BadLaunches.Mask([.. logs.Baseline], [.. logs.Candidate]);
        int[] kept = [.. Enumerable.Range(0, logs.Count).Where(i => !isBad[0][i] && !isBad[1][i])];
        return new KeptPairs(
            [.. kept.Select(i => logs.Baseline[i])],
            [.. kept.Select(i => logs.Candidate[i])],
            isBad[0].Count(bad => bad),
            isBad[1].Count(bad => bad)
        );
    }
}
