using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>
/// How far one value deviates where nothing has changed, learned from many values of which most have not changed (an empirical null,
/// Efron 2004, Journal of the American Statistical Association 99). What unchanged code does to one side it does to the other as
/// often, so that deviations above the centre are judged by those below it, and the other way round: a change of some values does not
/// widen what they are judged by.
/// </summary>
/// <param name="Center">The median of all values.</param>
/// <param name="Below">The deviations below the centre, which those above are judged by.</param>
/// <param name="Above">The deviations above the centre, which those below are judged by.</param>
internal sealed record SymmetricNoise(double Center, Deviations Below, Deviations Above)
{
    /// <summary>Fewer values say too little of what is rare.</summary>
    public const int FewestValues = 20;

    /// <returns>Null with fewer than <see cref="FewestValues"/>, and where half of them are the same.</returns>
    public static SymmetricNoise? Fit(IReadOnlyCollection<double> values)
    {
        if (values.Count < FewestValues)
        {
            return null;
        }

        double center = values.Median();
        Deviations below = new([.. values.Where(value => value < center).Select(value => center - value).Order()]);
        Deviations above = new([.. values.Where(value => value > center).Select(value => value - center).Order()]);
        return below.StandardDeviation > 0 && above.StandardDeviation > 0 ? new SymmetricNoise(center, below, above) : null;
    }

    /// <summary>A value less the centre, with the interval that 95 of 100 unchanged values have.</summary>
    public Estimate Judge(double value)
    {
        double deviation = FindMirror(value).StandardDeviation;
        return new Estimate(value - Center, deviation * deviation, double.PositiveInfinity);
    }

    /// <summary>Two-sided p of an unchanged value that deviates as much or more.</summary>
    public double ComputePValue(double value) => Math.Min(1, 2 * FindMirror(value).ComputeTail(Math.Abs(value - Center)));

    /// <summary>The smallest deviation, above the centre, whose two-sided p is at most this.</summary>
    public double FindLimit(double pValue) => Below.FindLimit(pValue / 2);

    /// <summary>The value above the centre that deviates as much as the lowest one below it.</summary>
    public double HighestMirrored => Center + Below.Sorted[^1];

    private Deviations FindMirror(double value) => value > Center ? Below : Above;
}
