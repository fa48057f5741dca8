using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>A smooth estimate of the distribution that some values come from: a sum of normal curves, one around each value.</summary>
/// <param name="Values">2 at least, not all equal.</param>
/// <param name="Bandwidth">The standard deviation of each curve.</param>
internal sealed record KernelDensity(ImmutableArray<double> Values, double Bandwidth)
{
    // B. W. Silverman, Density Estimation for Statistics and Data Analysis (1986), equation 3.31.
    private const double Factor = 0.9;
    private const double QuartilesOfNormal = 1.34;
    private const double Power = -0.2;

    /// <returns>The estimate; null for fewer than three values, or for equal ones.</returns>
    public static KernelDensity? Create(ImmutableArray<double> values)
    {
        if (values.Length < 3 || values.All(value => value == values[0]))
        {
            return null;
        }

        double quartiles = values.InterquartileRange() / QuartilesOfNormal;
        double deviation = values.StandardDeviation();
        double spread = quartiles > 0 ? Math.Min(deviation, quartiles) : deviation;
        return new KernelDensity(values, Factor * spread * Math.Pow(values.Length, Power));
    }

    /// <summary>The smallest value less three bandwidths: the density beyond it is next to nothing.</summary>
    public double Start => Values.Min() - (3 * Bandwidth);

    /// <summary>The largest value and three bandwidths.</summary>
    public double End => Values.Max() + (3 * Bandwidth);

    /// <summary>The density at a place; over all places it integrates to 1.</summary>
    public double At(double place) =>
        Values.Sum(value => Math.Exp(-Square((place - value) / Bandwidth) / 2)) / (Values.Length * Bandwidth * Math.Sqrt(2 * Math.PI));

    private static double Square(double value) => value * value;
}
