using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// The pairs of a byte copy of the baseline against the baseline, all benchmarks in one test. What it finds is a bias of the
/// machine or of the gate (order, path, code layout), which fresh pairs would only repeat: it makes the run invalid.
/// </summary>
/// <param name="PValue">Two-sided, exact: signed ranks within each benchmark, so that noisy benchmarks do not outrank quiet ones.</param>
/// <param name="LogRatio">ln(copy ÷ baseline), the median of all Walsh averages within benchmarks.</param>
/// <param name="MinimumDetectableEffect">
/// ρ − 1 of a bias that is found with about 97.5 %; smaller ones go unseen. Infinite where so few pairs can show none. A
/// guide: it takes the spread of all benchmarks together.
/// </param>
/// <param name="Pairs">Kept, over all benchmarks.</param>
/// <param name="IsBiased">p is at most 0.001, and the bias the margin or more.</param>
internal sealed record AAControlTest(double PValue, double LogRatio, double MinimumDetectableEffect, int Pairs, bool IsBiased)
{
    /// <summary>The largest two-sided p that makes a run invalid.</summary>
    public const double Level = 0.001;

    /// <param name="strata">The A/A controls pairs of each benchmark; outlier launches are excluded within it.</param>
    /// <param name="rules">δ.</param>
    /// <returns>Null where there are no pairs.</returns>
    public static AAControlTest? Compute(ImmutableArray<PairedLogs> strata, JudgingRules rules)
    {
        double[][] differences = [.. strata.Select(stratum => KeptPairs.FromLogs(stratum).Differences)];
        double[] averages = [.. differences.SelectMany(WalshAverages.Compute)];
        if (averages is [])
        {
            return null;
        }

        double value = averages.Median();
        double pValue = ComputePValue([.. differences.Select(stratum => stratum.Length)], averages);
        int pairs = differences.Sum(stratum => stratum.Length);
        return new AAControlTest(
            pValue,
            value,
            Math.ScaleB(1, 1 - pairs) <= Level
                ? GateSensitivity.ComputeMinimumDetectableEffectAt(
                    Level / 2,
                    PairedEstimate.ComputeSpread(differences.SelectMany(stratum => stratum), value),
                    pairs,
                    rules
                )
                : double.PositiveInfinity,
            pairs,
            pValue <= Level && Math.Abs(value) >= rules.LogMargin
        );
    }

    private static double ComputePValue(int[] pairs, double[] averages) =>
        Math.Min(
            1,
            2 * SignedRank.UpperTail(pairs, Math.Max(averages.Count(average => average > 0), averages.Count(average => average < 0)))
        );
}
