using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>
/// The exact bounds of the share behind a count of successes, without approximation (Clopper and Pearson 1934, Biometrika 26).
/// </summary>
internal static class ExactShare
{
    /// <summary>The one-sided upper bound: the share is no larger with this confidence. 0 of 300 say: at most 0.994 %.</summary>
    public static double UpperBound(int successes, int trials, double confidence = 0.95)
    {
        Guard(successes, trials, confidence);
        return successes == trials ? 1 : Beta.InvCDF(successes + 1, trials - successes, confidence);
    }

    /// <summary>The one-sided lower bound: the share is no smaller with this confidence.</summary>
    public static double LowerBound(int successes, int trials, double confidence = 0.95)
    {
        Guard(successes, trials, confidence);
        return successes == 0 ? 0 : Beta.InvCDF(successes, trials - successes + 1, 1 - confidence);
    }

    /// <summary>
    /// The two-sided band of counts that a known share gives: fewer than <c>Lower</c>, and more than <c>Upper</c>, each
    /// have at most half of what the confidence leaves.
    /// </summary>
    public static (int Lower, int Upper) BinomialBand(int trials, double share, double confidence = 0.95)
    {
        Guard(0, trials, confidence);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        double outside = (1 - confidence) / 2;
        return (First(count => AtMost(count, trials, share) > outside), First(count => AtMost(count, trials, share) >= 1 - outside));

        int First(Func<int, bool> holds) => Enumerable.Range(0, trials + 1).First(holds);
    }

    // The library's own CDF is not 1 at the last count where the share is 1.
    private static double AtMost(int count, int trials, double share) => count == trials ? 1 : Binomial.CDF(share, trials, count);

    private static void Guard(int successes, int trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
    }
}
