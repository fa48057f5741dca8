namespace ConcurrencyBench.Core.Divisors;

/// <summary>Finds the divisors of one number among a range of candidates. Stateless and safe to share between threads.</summary>
public interface IDivisorKernel
{
    /// <summary>The key in command lines, frames and saved reports, such as <c>trial-division</c>; never renamed.</summary>
    string Id { get; }

    /// <summary>The size of a number's search space, which is candidates 1..<c>CandidateCount</c>.</summary>
    /// <param name="number">1..<see cref="long.MaxValue"/>.</param>
    /// <returns>The number of candidates that a full search of the number tries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is 0 or negative.</exception>
    long CandidateCount(long number);

    /// <summary>Appends the divisors of <paramref name="number"/> found among the candidates, each once, in no promised order.</summary>
    /// <param name="number">1..<see cref="long.MaxValue"/>.</param>
    /// <param name="candidates">
    /// Part of 1..<see cref="CandidateCount"/>; disjoint ranges that cover it give every divisor exactly once.
    /// </param>
    /// <param name="divisors">Gets the divisors in addition to its content.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is 0 or negative, or a candidate lies outside its search space.</exception>
    void FindDivisors(long number, CandidateRange candidates, List<long> divisors);
}
