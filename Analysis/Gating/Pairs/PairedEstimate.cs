using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// The estimate of θ = ln(candidate ÷ baseline) from a benchmark's paired log differences d: Hodges and Lehmann's estimate (1963,
/// Annals of Mathematical Statistics 34), the interval of Walsh averages, and the exact one-sided p of "θ is 0".
/// </summary>
/// <param name="Value">θ̂, the median of the Walsh averages.</param>
/// <param name="Lower">The lower end of the two-sided 95 % interval; −∞ with fewer than 6 pairs, which have none.</param>
/// <param name="Upper">The upper end; +∞ with fewer than 6 pairs.</param>
/// <param name="PSlower">P(T ≥ t), t = Walsh averages above 0; at most 0.025 where, and only where, <paramref name="Lower"/> is above
/// 0.</param>
/// <param name="PFaster">P(T ≥ t), t = Walsh averages below 0. Without ties this is P(T ≤ t) of <paramref name="PSlower"/>.</param>
/// <param name="Pairs">n.</param>
/// <param name="Spread">σ of one difference, 1.4826·median|d − θ̂|: its standard deviation if d is normal.</param>
internal readonly record struct PairedEstimate(
    double Value,
    double Lower,
    double Upper,
    double PSlower,
    double PFaster,
    int Pairs,
    double Spread
)
{
    // 1 ÷ Φ⁻¹(0.75).
    private const double NormalFromMedian = 1.4826;

    // √(π/3): the standard error of the estimate ÷ that of a mean, for normal differences.
    private const double WiderThanMean = 1.02;

    /// <summary>The standard error of <see cref="Value"/>: 1.02·σ ÷ √n.</summary>
    public double StandardError => ComputeStandardError(Spread, Pairs);

    /// <summary>The standard error that this many pairs of this spread have.</summary>
    public static double ComputeStandardError(double spread, int pairs) => WiderThanMean * spread / Math.Sqrt(pairs);

    /// <summary>σ of differences around their centre.</summary>
    public static double ComputeSpread(IEnumerable<double> differences, double centre) =>
        NormalFromMedian * differences.Select(difference => Math.Abs(difference - centre)).Median();

    /// <param name="differences">ln(candidate) − ln(baseline) of each pair; 1 at least.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public static PairedEstimate FromDifferences(IReadOnlyList<double> differences)
    {
        ArgumentOutOfRangeException.ThrowIfZero(differences.Count);
        double[] averages = WalshAverages.ComputeSorted(differences);
        double value = SortedArrayStatistics.Median(averages);
        int? critical = SignedRank.CriticalSum(differences.Count, Estimate.OneSidedLevel);
        return new PairedEstimate(
            value,
            critical is { } lower ? averages[^lower] : double.NegativeInfinity,
            critical is { } upper ? averages[upper - 1] : double.PositiveInfinity,
            SignedRank.UpperTail(differences.Count, averages.Count(average => average > 0)),
            SignedRank.UpperTail(differences.Count, averages.Count(average => average < 0)),
            differences.Count,
            ComputeSpread(differences, value)
        );
    }
}
