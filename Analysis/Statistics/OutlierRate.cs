using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>How frequent outlier launches are in a suite. Where all launches of a side are outliers, no spread shows it.</summary>
/// <param name="Outliers">Outlier launches, also those that are the many of their side.</param>
/// <param name="Launches">All launches.</param>
/// <param name="TypicalExcess">ln(outlier launch ÷ usual launch), the median; infinite where there is no outlier.</param>
internal sealed record OutlierRate(int Outliers, int Launches, double TypicalExcess)
{
    /// <param name="limit">How far above the median of its side a launch must lie to be an outlier.</param>
    /// <param name="suite">Logarithms: <c>suite[b][s]</c> are the launches of one side of a benchmark.</param>
    public static OutlierRate Find(double limit, double[][][] suite)
    {
        double[] excesses =
        [
            .. from sides in suite from side in sides from excess in OutlierLaunches.FindExcesses(side, limit) select excess,
        ];
        return new OutlierRate(
            excesses.Length,
            suite.Sum(sides => sides.Sum(side => side.Length)),
            excesses is [] ? double.PositiveInfinity : excesses.Median()
        );
    }

    /// <summary>The probability that all launches of one side are outliers, where the difference is as large as outliers make it.</summary>
    /// <param name="logRatio">The difference.</param>
    /// <param name="baseline">Launches of the one side.</param>
    /// <param name="candidate">Launches of the other.</param>
    public double ComputePValue(double logRatio, int baseline, int candidate) =>
        Math.Abs(logRatio) < TypicalExcess / 2 ? 0 : ComputeProbabilityOfAll(baseline) + ComputeProbabilityOfAll(candidate);

    // E[qⁿ] where the share q has Jeffreys' posterior Beta(k + ½, N − k + ½).
    private double ComputeProbabilityOfAll(int launches) =>
        Enumerable.Range(0, launches).Aggregate(1.0, (product, i) => product * (Outliers + 0.5 + i) / (Launches + 1 + i));
}
