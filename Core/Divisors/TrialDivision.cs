using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Core.Divisors;

/// <summary>Divides by every candidate 1..n, one at a time: the article's loop, and the suite's unit of work.</summary>
public sealed class TrialDivision : IDivisorKernel
{
    /// <inheritdoc/>
    public string Id => "trial-division";

    /// <inheritdoc/>
    public long CandidateCount(long number) => CountCandidates(number);

    /// <inheritdoc/>
    public void FindDivisors(long number, CandidateRange candidates, List<long> divisors)
    {
        ArgumentNullException.ThrowIfNull(divisors);
        CandidateRange.ThrowIfOutside(candidates, CandidateCount(number));
        Scan(number, candidates, divisors);
    }

    /// <returns>The number of candidates 1..n, which is n.</returns>
    internal static long CountCandidates(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        return number;
    }

    /// <summary>Appends the candidates that divide the number, in ascending order; the arguments are not checked.</summary>
    internal static void Scan(long number, CandidateRange candidates, List<long> divisors)
    {
        if (candidates.Length == 0)
        {
            return;
        }

        // The JIT does not narrow a 64-bit division whose operands happen to be small, and it costs more.
        if (number <= uint.MaxValue)
        {
            ScanNarrow((uint)number, (uint)candidates.First, (uint)candidates.Last, divisors);
        }
        else
        {
            ScanWide((ulong)number, (ulong)candidates.First, (ulong)candidates.Last, divisors);
        }
    }

    // Both loops compare before they count on: the last candidate may be the largest value of its type.
    // AggressiveOptimization: a fresh process must not spend its first calls in unoptimized code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScanNarrow(uint number, uint first, uint last, List<long> divisors)
    {
        for (uint candidate = first; ; candidate++)
        {
            if (number % candidate == 0)
            {
                Append(divisors, candidate);
            }

            if (candidate == last)
            {
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScanWide(ulong number, ulong first, ulong last, List<long> divisors)
    {
        for (ulong candidate = first; ; candidate++)
        {
            if (number % candidate == 0)
            {
                Append(divisors, (long)candidate);
            }

            if (candidate == last)
            {
                return;
            }
        }
    }

    // Out of line: a hit is rare, and the loops keep their registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Append(List<long> divisors, long divisor) => divisors.Add(divisor);
}
