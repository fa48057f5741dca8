namespace ConcurrencyBench.Core.Divisors;

/// <summary>Candidates First..Last (inclusive) of one number's search space.</summary>
/// <param name="First">The first candidate, at least 1.</param>
/// <param name="Last">The last candidate; below <paramref name="First"/> the range is empty.</param>
public readonly record struct CandidateRange(long First, long Last)
{
    /// <summary>The number of candidates in the range; 0 when it is empty.</summary>
    public long Length => Last < First ? 0 : Last - First + 1;

    /// <summary>Cuts the range into consecutive ranges, in order, whose lengths differ by at most one.</summary>
    /// <param name="parts">The number of parts, 1 or more; no part is empty, so a short range gives fewer.</param>
    public IEnumerable<CandidateRange> Split(long parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        return SplitInto(Math.Min(parts, Length));
    }

    private IEnumerable<CandidateRange> SplitInto(long parts)
    {
        CandidateRange rest = this;
        for (; parts > 0; parts--)
        {
            long length = rest.Length / parts;
            yield return rest with
            {
                Last = rest.First + length - 1,
            };
            rest = rest with { First = rest.First + length };
        }
    }

    /// <summary>Guards a kernel against candidates outside 1..<paramref name="candidateCount"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range holds a candidate that the number's search space has not.</exception>
    internal static void ThrowIfOutside(CandidateRange candidates, long candidateCount)
    {
        if (candidates.Length > 0 && (candidates.First < 1 || candidates.Last > candidateCount))
        {
            throw new ArgumentOutOfRangeException(nameof(candidates), candidates, $"Must lie within 1..{candidateCount}.");
        }
    }
}
