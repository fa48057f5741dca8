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

    /// <param name="values">Each with its scale: how many times as noisy as the others it is, 1 and up.</param>
    /// <returns>Null with fewer than <see cref="FewestValues"/>, and where half of them are the same.</returns>
    public static SymmetricNoise? Fit(IReadOnlyCollection<(double Value, double Scale)> values)
    {
        if (values.Count < FewestValues)
        {
            return null;
        }

        double center = values.Select(value => value.Value).Median();
        ILookup<int, double> deviations = values.ToLookup(
            value => Math.Sign(value.Value - center),
            value => Math.Abs(value.Value - center) / value.Scale
        );
        Deviations below = new([.. deviations[-1].Order()]);
        Deviations above = new([.. deviations[1].Order()]);
        return below.StandardDeviation > 0 && above.StandardDeviation > 0 ? new SymmetricNoise(center, below, above) : null;
    }

    /// <summary>A value less the centre, with the interval that 95 of 100 unchanged values have.</summary>
    public Estimate Judge(double value, double scale)
    {
        double deviation = FindMirror(value).StandardDeviation * scale;
        return new Estimate(value - Center, deviation * deviation, double.PositiveInfinity);
    }

    /// <summary>Two-sided p of an unchanged value that deviates as much or more.</summary>
    public double ComputePValue(double value, double scale) =>
        Math.Min(1, 2 * FindMirror(value).ComputeTail(Math.Abs(value - Center) / scale));

    /// <summary>The smallest deviation, above the centre, whose two-sided p is at most this.</summary>
    public double FindLimit(double pValue, double scale) => Below.FindLimit(pValue / 2) * scale;

    /// <summary>The value above the centre that deviates as much as the lowest one below it.</summary>
    public double FindHighestMirrored(double scale) => Center + (Below.Sorted[^1] * scale);

    private Deviations FindMirror(double value) => value > Center ? Below : Above;
}
