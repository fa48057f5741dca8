using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>
/// The deviations of unchanged values to one side, in logarithms: usual noise, and launches at half speed, which no number of
/// unchanged neighbours excludes.
/// </summary>
/// <param name="Sorted">Above 0, smallest first.</param>
internal sealed record Deviations(ImmutableArray<double> Sorted)
{
    /// <summary>
    /// ln 2: one core instead of two, or a neighbour on the same core, make a whole launch up to twice as slow, and a single launch does
    /// not show it.
    /// </summary>
    public static readonly double HalfSpeed = Math.Log(2);

    // What lies beyond half speed falls off exponentially, with a rate that is known as well as from six deviations of this mean.
    private const double PriorDeviations = 6;
    private const double PriorMean = 0.07;

    private int Beyond { get; } = Sorted.Count(deviation => deviation > HalfSpeed);

    private double ExcessSum { get; } = Sorted.Where(deviation => deviation > HalfSpeed).Sum(deviation => deviation - HalfSpeed);

    /// <summary>The standard deviation that gives the interval in which 95 of 100 deviations lie; 0 where they are 0.</summary>
    public double StandardDeviation { get; } =
        Sorted.IsEmpty
            ? 0
            : SortedArrayStatistics.QuantileCustom([.. Sorted], Estimate.Confidence, QuantileDefinition.R8)
                / Normal.InvCDF(0, 1, 1 - Estimate.OneSidedLevel);

    /// <summary>The probability that an unchanged value deviates by as much or more to this side, where it deviates to this side.</summary>
    public double ComputeTail(double deviation)
    {
        double asOften = (1.0 + CountFrom(deviation)) / (Sorted.Length + 1) / 2;
        return deviation <= HalfSpeed ? asOften : Math.Min(asOften, ComputeTailBeyond(deviation));
    }

    /// <summary>The smallest deviation with this probability, or less; beyond half speed.</summary>
    public double FindLimit(double probability) =>
        HalfSpeed
        + ((ExcessSum + (PriorDeviations * PriorMean)) * (Math.Pow(ShareBeyond / probability, 1 / (Beyond + PriorDeviations)) - 1));

    // Of those as large or larger, by halving.
    private int CountFrom(double deviation)
    {
        int below = 0,
            end = Sorted.Length;
        while (below < end)
        {
            int middle = (below + end) / 2;
            (below, end) = Sorted[middle] < deviation ? (middle + 1, end) : (below, middle);
        }

        return Sorted.Length - below;
    }

    // The predictive distribution of an exponential whose rate has a gamma prior (Lomax).
    private double ComputeTailBeyond(double deviation) =>
        ShareBeyond * Math.Pow(1 + ((deviation - HalfSpeed) / (ExcessSum + (PriorDeviations * PriorMean))), -(Beyond + PriorDeviations));

    // Of all values, half of which deviate to this side.
    private double ShareBeyond => (Beyond + 0.5) / (Sorted.Length + 1) / 2;
}
