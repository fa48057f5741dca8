using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The memory that an operation of the candidate may allocate above the baseline's before the difference counts.</summary>
/// <param name="Fraction">The margin as a part of the baseline's bytes; 0 where the margin is absolute.</param>
/// <param name="Bytes">The margin in bytes per operation; 0 where the margin is relative.</param>
internal sealed record AllocationMargin(double Fraction, double Bytes)
{
    /// <returns>True where the candidate allocates more than the margin allows; false where one side's allocations are unknown.</returns>
    public bool IsExceededBy(Pair pair) =>
        pair is { Baseline.AllocatedBytesPerOp: { } baseline, Candidate.AllocatedBytesPerOp: { } candidate }
        && IsExceeded(baseline, candidate);

    /// <returns>True where the candidate's bytes exceed the baseline's by more than the margin allows.</returns>
    public bool IsExceeded(double baseline, double candidate) => candidate - baseline > Math.Max(Fraction * baseline, Bytes);
}
