using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>One benchmark in one stage, before the other benchmarks are looked at.</summary>
/// <param name="Estimate">Of the kept pairs; null where none is kept.</param>
/// <param name="Pairs">The number of pairs that ran.</param>
/// <param name="Kept">The number of pairs that are judged.</param>
/// <param name="BaselineExcluded">Outlier launches of the baseline; their pairs are not kept.</param>
/// <param name="CandidateExcluded">Outlier launches of the candidate; their pairs are not kept.</param>
/// <param name="BaselineNanoseconds">The geometric mean of the kept launches, ns per operation; NaN where none is kept.</param>
/// <param name="CandidateNanoseconds">
/// The same of its own launches: measured, not derived. The ratio comes from the pairs and is a median, so the quotient
/// of the two times is near it and not equal to it.
/// </param>
/// <param name="PValueOfShare">Two-sided p of "outlier launches are equally frequent on both sides"; no part of the estimate.</param>
internal sealed record PairedAssessment(
    PairedEstimate? Estimate,
    int Pairs,
    int Kept,
    int BaselineExcluded,
    int CandidateExcluded,
    double BaselineNanoseconds,
    double CandidateNanoseconds,
    double PValueOfShare
)
{
    /// <summary>True where the variance of the whole suite counts.</summary>
    public bool IsModerated { get; init; }

    /// <summary>Excludes outlier launches with their pairs, and estimates from the rest.</summary>
    public static PairedAssessment FromLogs(PairedLogs logs)
    {
        KeptPairs kept = KeptPairs.FromLogs(logs);
        double[] differences = kept.Differences;
        return new PairedAssessment(
            differences is [] ? null : PairedEstimate.FromDifferences(differences),
            logs.Count,
            differences.Length,
            kept.BaselineExcluded,
            kept.CandidateExcluded,
            ComputeTypical(kept.Baseline),
            ComputeTypical(kept.Candidate),
            OutlierLaunches.ComputePValueOfShare(CreateSide(logs, kept.BaselineExcluded), CreateSide(logs, kept.CandidateExcluded))
        );
    }

    /// <summary>True where more than 40 % of a side are outliers, or fewer pairs are left than there must be.</summary>
    public bool IsUnstable(int fewestKept) =>
        Math.Max(BaselineExcluded, CandidateExcluded) > OutlierLaunches.LargestShare * Pairs || Kept < fewestKept;

    private static Side CreateSide(PairedLogs logs, int excluded) => new(new double[logs.Count - excluded], excluded);

    private static double ComputeTypical(double[] logarithms) => logarithms is [] ? double.NaN : Math.Exp(logarithms.Average());
}
