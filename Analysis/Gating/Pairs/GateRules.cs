namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>What the gate promises; not for the user to loosen.</summary>
internal static class GateRules
{
    /// <summary>
    /// The probability that a run in which nothing changed calls anything slower is at most this; the same holds for faster.
    /// </summary>
    public const double FalseSlowerRate = 0.01;

    /// <summary>
    /// A benchmark ends after stage 1 only with p_slow above this. Generous, because it costs only time: stage 2 is fresh, so
    /// what is sent on cannot make a call false.
    /// </summary>
    public const double EndsAbovePSlower = 0.20;

    /// <summary>A benchmark ends after stage 1 only with p_fast above this. Less generous: a gain that is missed fails no build.</summary>
    public const double EndsAbovePFaster = 0.05;

    /// <summary>
    /// Kept pairs of a benchmark below which stage 1 cannot end it: five have no 95 % interval, because 2⁻⁵ is above 0.025.
    /// </summary>
    public const int FewestStageOnePairs = 6;

    /// <summary>Kept pairs of a benchmark below which stage 2 says nothing.</summary>
    public const int FewestStageTwoPairs = 9;

    /// <summary>The level of a benchmark that is the first of m to be called (Holm).</summary>
    public static double ComputeLevel(int benchmarks)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(benchmarks);
        return FalseSlowerRate / benchmarks;
    }

    /// <summary>Whether so many pairs can call one of m benchmarks at all: p is never below 2⁻ⁿ.</summary>
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
