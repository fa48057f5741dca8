namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>The limits of the gate's errors. The user cannot change them.</summary>
internal static class GateRules
{
    /// <summary>
    /// The probability that a run in which nothing changed calls anything slower is at most this; the same holds for faster.
    /// </summary>
    public const double FalseSlowerRate = 0.01;

    /// <summary>
    /// A benchmark ends after stage 1 only with p_slow above this. A large value costs time only: stage 2 measures afresh, so sending a
    /// benchmark there cannot make a false call.
    /// </summary>
    public const double EndsAbovePSlower = 0.20;

    /// <summary>
    /// A benchmark ends after stage 1 only with p_fast above this. It is smaller than the limit of p_slow, because a missed gain fails
    /// no build.
    /// </summary>
    public const double EndsAbovePFaster = 0.05;

    /// <summary>
    /// The fewest kept pairs with which stage 1 can end a benchmark: five have no 95 % interval, because 2⁻⁵ is above 0.025.
    /// </summary>
    public const int FewestStageOnePairs = 6;

    /// <summary>The same where the whole suite tells the variance.</summary>
    public const int FewestModeratedPairs = 3;

    /// <summary>
    /// The same limit as <see cref="EndsAbovePSlower"/> where the whole suite tells the variance: such a suite is large, and each
    /// benchmark that goes on costs more than what is missed below the tolerance.
    /// </summary>
    public const double EndsAboveModeratedPSlower = 0.10;

    /// <summary>The fewest kept pairs of a benchmark that stage 2 judges.</summary>
    public const int FewestStageTwoPairs = 9;

    /// <summary>The level of a benchmark that is the first of m to be called (Holm).</summary>
    public static double ComputeLevel(int benchmarks)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(benchmarks);
        return FalseSlowerRate / benchmarks;
    }

    /// <summary>True where this number of pairs can call one of m benchmarks at all: p is never below 2⁻ⁿ.</summary>
    public static bool CanCall(int pairs, int benchmarks) => Math.ScaleB(1, -pairs) <= ComputeLevel(benchmarks);

    /// <returns>The smallest n of stage 2 that can call one of m benchmarks; <see cref="FewestStageTwoPairs"/> at least.</returns>
    /// <param name="benchmarks">m, 1 at least.</param>
    public static int FindFewestPairs(int benchmarks)
    {
        int pairs = FewestStageTwoPairs;
        while (!CanCall(pairs, benchmarks))
        {
            pairs++;
        }

        return pairs;
    }
}
