using System.Collections.Concurrent;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>
/// The exact null distribution of Wilcoxon's signed-rank sum T, the sum of the ranks of the positive differences: each
/// rank 1 … n is in it or not, with one half each (Wilcoxon 1945, Biometrics Bulletin 1). No normal approximation: the
/// gate calls at 0.01 ÷ the number of benchmarks, far out in the tail, with a dozen pairs.
/// </summary>
internal static class SignedRank
{
    private static readonly ConcurrentDictionary<int, double[]> Tails = new();

    /// <summary>P(T ≥ sum), between 0 and 1; a multiple of 2⁻ⁿ, exact up to 53 pairs.</summary>
    /// <param name="pairs">n, from 0. Meant for up to 400, which takes 30 million additions once.</param>
    /// <param name="sum">0 … n(n+1)/2; what lies outside has the tail 1 or 0.</param>
    public static double UpperTail(int pairs, int sum) => At(TailsOf(pairs), sum);

    /// <summary>P(T ≥ sum) of a sum over strata that are ranked each for itself: the convolution of their distributions.</summary>
    /// <param name="strata">The pairs of each.</param>
    /// <param name="sum">Over all strata.</param>
    public static double UpperTail(IEnumerable<int> strata, int sum) => At(TailsOver(strata.SelectMany(Ranks)), sum);

    /// <summary>The smallest t with P(T ≥ t) ≤ level; null where even the largest sum, with 2⁻ⁿ, is more probable.</summary>
    public static int? CriticalSum(int pairs, double level)
    {
        int critical = Array.FindIndex(TailsOf(pairs), tail => tail <= level);
        return critical < 0 ? null : critical;
    }

    private static double At(double[] tails, int sum) =>
        sum <= 0 ? 1
        : sum < tails.Length ? tails[sum]
        : 0;

    private static double[] TailsOf(int pairs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        return Tails.GetOrAdd(pairs, count => TailsOver(Ranks(count)));
    }

    private static IEnumerable<int> Ranks(int pairs) => Enumerable.Range(1, pairs);

    // result[t] = P(T ≥ t). Half of all sign patterns have the next rank in the sum.
    private static double[] TailsOver(IEnumerable<int> ranks)
    {
        int[] all = [.. ranks];
        double[] probabilities = new double[all.Sum() + 1];
        probabilities[0] = 1;
        int largest = 0;
        foreach (int rank in all)
        {
            largest += rank;
            for (int sum = largest; sum >= 0; sum--)
            {
                probabilities[sum] = (probabilities[sum] + (sum >= rank ? probabilities[sum - rank] : 0)) / 2;
            }
        }

        // From the top, where the terms are smallest.
        for (int sum = largest - 1; sum >= 0; sum--)
        {
            probabilities[sum] += probabilities[sum + 1];
        }

        return probabilities;
    }
}
