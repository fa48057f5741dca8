using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// The pairs of a byte copy of the baseline against the baseline, all cells in one test. What it finds is a bias of the
/// machine or of the gate (order, path, code layout), which fresh pairs would only repeat: it makes the run invalid.
/// </summary>
/// <param name="PValue">Two-sided, exact: signed ranks within each cell, so that noisy cells do not outrank quiet ones.</param>
/// <param name="LogRatio">ln(copy ÷ baseline), the median of all Walsh averages within cells.</param>
/// <param name="MinimumDetectableEffect">
/// ρ − 1 of a bias that is found with about 97.5 %; smaller ones go unseen. Infinite where so few pairs can show none. A
/// guide: it takes the spread of all cells together.
/// </param>
/// <param name="Pairs">Kept, over all cells.</param>
/// <param name="IsBiased">p is at most 0.001, and the bias the margin or more.</param>
internal sealed record SentinelTest(double PValue, double LogRatio, double MinimumDetectableEffect, int Pairs, bool IsBiased)
{
    /// <summary>The largest two-sided p that makes a run invalid.</summary>
    public const double Level = 0.001;

    /// <param name="strata">The sentinel pairs of each cell; outlier launches are excluded within it.</param>
    /// <param name="rules">δ.</param>
    /// <returns>Null where there are no pairs.</returns>
    public static SentinelTest? Of(ImmutableArray<PairedLogs> strata, JudgingRules rules)
    {
        double[][] differences = [.. strata.Select(stratum => KeptPairs.Of(stratum).Differences)];
        double[] averages = [.. differences.SelectMany(WalshAverages.Of)];
        if (averages is [])
        {
            return null;
        }

        double value = averages.Median();
        double pValue = PValueOf([.. differences.Select(stratum => stratum.Length)], averages);
        int pairs = differences.Sum(stratum => stratum.Length);
        return new SentinelTest(
            pValue,
            value,
            Math.ScaleB(1, 1 - pairs) <= Level
                ? DetectableEffect.At(Level / 2, PairedEstimate.SpreadOf(differences.SelectMany(stratum => stratum), value), pairs, rules)
                : double.PositiveInfinity,
            pairs,
            pValue <= Level && Math.Abs(value) >= rules.LogMargin
        );
    }

    private static double PValueOf(int[] pairs, double[] averages) =>
        Math.Min(
            1,
            2 * SignedRank.UpperTail(pairs, Math.Max(averages.Count(average => average > 0), averages.Count(average => average < 0)))
        );
}
