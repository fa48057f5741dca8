namespace ConcurrencyBench.Reporting.Charts;

/// <summary>The quantity of an axis, and the units that people read it in.</summary>
/// <param name="Units">Ascending; the size is how much of the value is one of them.</param>
/// <param name="HasUnitAtEachTick">Whether a logarithmic axis changes its unit on the way.</param>
internal sealed record Quantity(ImmutableArray<(double Size, string Unit)> Units, bool HasUnitAtEachTick)
{
    /// <summary>Nanoseconds.</summary>
    public static Quantity Time { get; } = new([(1, "ns"), (1e3, "µs"), (1e6, "ms"), (1e9, "s")], true);

    /// <summary>Bytes.</summary>
    public static Quantity Memory { get; } = new([(1, "B"), (1024, "KiB"), (1024 * 1024, "MiB"), (1024.0 * 1024 * 1024, "GiB")], false);

    /// <summary>A ratio, as a multiple.</summary>
    public static Quantity Times { get; } = new([(1, "x")], true);

    /// <summary>A bare number.</summary>
    public static Quantity Number { get; } = new([(1, "")], false);

    /// <returns>The largest unit that a value has at least one of; the smallest for less.</returns>
    public (double Size, string Unit) UnitFor(double value) =>
        Units.LastOrDefault(unit => Math.Abs(value) >= unit.Size * (1 - 1e-9), Units[0]);

    /// <summary>A tick's label in its own unit.</summary>
    public string Label(double value)
    {
        (double size, string unit) = UnitFor(value);
        return unit is "" or "x" ? Bare(value / size) + unit : $"{Bare(value / size)} {unit}";
    }

    /// <summary>A tick's label without a unit.</summary>
    public static string Bare(double value) =>
        value.ToString(value != 0 && Math.Abs(value) is < 1e-5 or >= 1e12 ? "0.##E+0" : "#,0.########", CultureInfo.InvariantCulture);
}
