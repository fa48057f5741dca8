namespace ConcurrencyBench.Core.Divisors;

/// <summary>Divides by candidates 1..⌊√n⌋ only; each that divides yields the pair (candidate, n ÷ candidate).</summary>
public sealed class SquareRoot : IDivisorKernel
{
    /// <inheritdoc/>
    public string Id => "square-root";

    /// <inheritdoc/>
    public long CandidateCount(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);

        // A double holds 53 bits, so the root of a large number can come out one too large or too small.
        ulong root = (ulong)Math.Sqrt(number);
        while (root * root > (ulong)number)
        {
            root--;
        }

        while ((root + 1) * (root + 1) <= (ulong)number)
        {
            root++;
        }

        return (long)root;
    }

    /// <inheritdoc/>
    public void FindDivisors(long number, CandidateRange candidates, List<long> divisors)
    {
        ArgumentNullException.ThrowIfNull(divisors);
        CandidateRange.ThrowIfOutside(candidates, CandidateCount(number));

        int firstFound = divisors.Count;
        TrialDivision.Scan(number, candidates, divisors);
        int afterFound = divisors.Count;
        for (int index = afterFound - 1; index >= firstFound; index--)
        {
            long cofactor = number / divisors[index];
            if (cofactor != divisors[index])
            {
                divisors.Add(cofactor);
            }
        }
    }
}
