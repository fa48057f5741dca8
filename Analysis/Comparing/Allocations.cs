using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>How much more memory an operation may allocate before it counts.</summary>
/// <param name="Fraction">Of the baseline's; 0 where the margin is absolute.</param>
/// <param name="Bytes">Per operation; 0 where the margin is relative.</param>
internal sealed record AllocationMargin(double Fraction, double Bytes)
{
    /// <returns>Whether the candidate allocates more than the margin allows; false where one of them is unknown.</returns>
    public bool IsExceededBy(Pair pair) =>
        pair is { Baseline.AllocatedBytesPerOp: { } baseline, Candidate.AllocatedBytesPerOp: { } candidate }
        && IsExceeded(baseline, candidate);

    /// <returns>Whether one figure is more above the other than the margin allows.</returns>
    public bool IsExceeded(double baseline, double candidate) => candidate - baseline > Math.Max(Fraction * baseline, Bytes);
}
