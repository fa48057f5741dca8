using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The memory that an operation may allocate above the baseline's before it counts: the larger of two parts.</summary>
/// <param name="Fraction">A fraction of the baseline's bytes, 0 or more; 0.05 is 5 %.</param>
/// <param name="Bytes">Bytes per operation, 0 or more.</param>
public sealed record AllocationMargin(double Fraction, double Bytes)
{
    /// <returns>True where the candidate allocates more than the margin allows; false where one side's allocations are unknown.</returns>
    internal bool IsExceededBy(Pair pair) =>
        pair is { Baseline.AllocatedBytesPerOp: { } baseline, Candidate.AllocatedBytesPerOp: { } candidate }
        && IsExceeded(baseline, candidate);

    /// <returns>True where the candidate's bytes per operation are above the baseline's by more than the margin.</returns>
    internal bool IsExceeded(double baseline, double candidate) => candidate - baseline > Math.Max(Fraction * baseline, Bytes);
}
