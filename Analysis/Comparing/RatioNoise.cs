using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The ratio of a benchmark with too few launches to know its own noise, beside the noise that other measurements tell.</summary>
/// <param name="Ratio">ln(candidate ÷ baseline) with the interval of usual noise.</param>
internal abstract record RatioNoise(Estimate Ratio)
{
    /// <summary>Two-sided p of an unchanged benchmark whose ratio deviates as much or more.</summary>
    public abstract double PValue { get; }

    /// <summary>ln of the largest ratio that noise may have made.</summary>
    public abstract double Highest { get; }

    /// <summary>The smallest ln of a ratio, above 0, whose two-sided p is at most this; infinite where there is none.</summary>
    public abstract double FindLimit(double pValue);
}

/// <summary>The noise is how far the ratios of the suite lie apart, most of which have not changed.</summary>
/// <param name="Suite">The ratios.</param>
/// <param name="LogRatio">The benchmark's own.</param>
/// <param name="Scale">How many times as noisy as others the benchmark is.</param>
internal sealed record SuiteRatio(SymmetricNoise Suite, double LogRatio, double Scale) : RatioNoise(Suite.Judge(LogRatio, Scale))
{
    /// <inheritdoc/>
    public override double PValue => Suite.ComputePValue(LogRatio, Scale);

    /// <inheritdoc/>
    public override double Highest => Suite.FindHighestMirrored(Scale);

    /// <inheritdoc/>
    public override double FindLimit(double pValue) => Suite.FindLimit(pValue, Scale);
}

/// <summary>
/// The noise is that of the benchmark itself in earlier reports. Usual noise is its own; launches at half speed, which are rare, are
/// counted over all benchmarks.
/// </summary>
/// <param name="Ratio">ln(candidate ÷ baseline) with the variance that the profile gives.</param>
/// <param name="Outliers">The launches of the profile that lie above the median of their benchmark; the usual ones count as 0.</param>
/// <param name="Scale">The unit of <paramref name="Outliers"/>.</param>
internal sealed record ProfiledRatio(Estimate Ratio, Deviations Outliers, double Scale) : RatioNoise(Ratio)
{
    private const int Halvings = 40;

    // Of usual noise, at equal distances of probability.
    private static readonly ImmutableArray<double> NormalQuantiles =
    [
        .. Enumerable.Range(0, 40).Select(i => Normal.InvCDF(0, 1, (i + 0.5) / 40)),
    ];

    // No change that anyone has to be told of is larger.
    private const double LargestLimit = 16;

    /// <inheritdoc/>
    public override double PValue => ComputePValue(Ratio.Value);

    /// <inheritdoc/>
    public override double Highest => Math.Max(Outliers.Sorted[^1] * Scale, FindUsualLimit());

    /// <inheritdoc/>
    public override double FindLimit(double pValue)
    {
        double below = 0,
            above = LargestLimit;
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = (below + above) / 2;
            (below, above) = ComputePValue(middle) <= pValue ? (below, middle) : (middle, above);
        }

        return above < LargestLimit ? above : double.PositiveInfinity;
    }

    // A slow launch of the candidate makes the ratio larger, one of the baseline smaller. Usual noise comes on top of either.
    private double ComputePValue(double logRatio) =>
        Math.Min(
            1,
            (Ratio with { Value = logRatio }).PValue
                + (2 * NormalQuantiles.Average(z => Outliers.ComputeTail((Math.Abs(logRatio) - (z * Ratio.StandardError)) / Scale)))
        );

    private double FindUsualLimit() => Ratio.ComputeQuantile(1 - Estimate.OneSidedLevel) * Ratio.StandardError;
}
