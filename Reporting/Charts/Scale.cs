namespace ConcurrencyBench.Reporting.Charts;

/// <summary>Takes values to places on the paper.</summary>
/// <param name="Ticks">Ascending, two or more; the first and the last are the ends.</param>
/// <param name="IsLogarithmic">Whether equal ratios, and not equal differences, are equally far apart.</param>
/// <param name="From">Where the first tick is, pixels.</param>
/// <param name="To">Where the last tick is, pixels; below <paramref name="From"/> on an axis that goes up.</param>
internal sealed record Scale(ImmutableArray<double> Ticks, bool IsLogarithmic, double From, double To)
{
    /// <param name="values">The values that must be on it; one that is no finite number does not count.</param>
    /// <param name="from">See <see cref="From"/>.</param>
    /// <param name="to">See <see cref="To"/>.</param>
    /// <param name="startsAtZero">Whether 0 is on it whatever the values: lengths can be compared then.</param>
    /// <param name="steps">About how many.</param>
    public static Scale Linear(IEnumerable<double> values, double from, double to, bool startsAtZero, int steps)
    {
        double[] finite = [.. values.Where(double.IsFinite), .. startsAtZero ? [0.0] : Array.Empty<double>()];
        return new Scale(
            finite is [] ? Charts.Ticks.Linear(0, 1, steps) : Charts.Ticks.Linear(finite.Min(), finite.Max(), steps),
            false,
            from,
            to
        );
    }

    /// <param name="values">The values that must be on it; one that is not above 0 does not count.</param>
    /// <param name="from">See <see cref="From"/>.</param>
    /// <param name="to">See <see cref="To"/>.</param>
    public static Scale Logarithmic(IEnumerable<double> values, double from, double to)
    {
        double[] positive = [.. values.Where(value => double.IsFinite(value) && value > 0)];
        return new Scale(
            positive is [] ? Charts.Ticks.Logarithmic(1, 10) : Charts.Ticks.Logarithmic(positive.Min(), positive.Max()),
            true,
            from,
            to
        );
    }

    /// <returns>The place of a value, between <see cref="From"/> and <see cref="To"/>: what lies outside is at the end.</returns>
    public double At(double value) => double.IsNaN(value) ? From : From + ((To - From) * Math.Clamp(Share(value), 0, 1));

    /// <summary>True where a value has a place on it.</summary>
    public bool Has(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);

    private double Share(double value) =>
        IsLogarithmic
            ? value <= Ticks[0]
                ? 0
                : (Math.Log(value) - Math.Log(Ticks[0])) / (Math.Log(Ticks[^1]) - Math.Log(Ticks[0]))
            : (value - Ticks[0]) / (Ticks[^1] - Ticks[0]);
}
