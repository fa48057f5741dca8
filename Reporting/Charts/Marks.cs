namespace ConcurrencyBench.Reporting.Charts;

/// <summary>A mark in a row of a picture. Values are in the axis' quantity; a value without a place on the axis is not drawn.</summary>
/// <param name="Hover">Shown to a reader who points at it; may be empty.</param>
internal abstract record Mark(string Hover);

/// <summary>A bar between two values.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Series">1 and up.</param>
/// <param name="Style">Tells stacked parts apart without colour.</param>
/// <param name="Hover">See <see cref="Mark"/>.</param>
internal sealed record Bar(double From, double To, int Series, BarStyle Style, string Hover) : Mark(Hover);

internal enum BarStyle
{
    Solid,
    Hatched,
    Hollow,
}

/// <summary>An interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Lane">See <see cref="Spot"/>.</param>
/// <param name="Hover">See <see cref="Mark"/>.</param>
internal sealed record Whisker(double Low, double High, double Lane, string Hover) : Mark(Hover)
{
    /// <summary>True where it ends at <see cref="Low"/>, and does not go on beyond it.</summary>
    public bool HasLowEnd { get; init; } = true;

    /// <summary>True where it ends at <see cref="High"/>.</summary>
    public bool HasHighEnd { get; init; } = true;
}

/// <summary>A short line across a lane: the middle of the values there.</summary>
/// <param name="Value">Where.</param>
/// <param name="Lane">See <see cref="Spot"/>.</param>
/// <param name="Hover">See <see cref="Mark"/>.</param>
internal sealed record Notch(double Value, double Lane, string Hover) : Mark(Hover);

/// <summary>A line across the row: a limit that the row's own bar can reach at most.</summary>
internal sealed record Limit(double Value, string Hover) : Mark(Hover);

/// <summary>One value.</summary>
/// <param name="Value">Where.</param>
/// <param name="Shape">With the series, what it belongs to.</param>
/// <param name="Series">1 and up.</param>
/// <param name="Lane">0 is the middle of the row, −0.5 and 0.5 its edges.</param>
/// <param name="Hover">See <see cref="Mark"/>.</param>
internal sealed record Spot(double Value, Shape Shape, int Series, double Lane, string Hover) : Mark(Hover);

/// <summary>Many values of one kind, small.</summary>
/// <param name="Values">Where.</param>
/// <param name="Series">1 and up.</param>
/// <param name="Lane">See <see cref="Spot"/>.</param>
/// <param name="Hover">Of all of them.</param>
internal sealed record Dots(ImmutableArray<double> Values, int Series, double Lane, string Hover) : Mark(Hover);

/// <summary>An item of a picture's legend.</summary>
/// <param name="Sample">A mark as in the rows; its values are of no account.</param>
/// <param name="Text">Its meaning.</param>
internal sealed record LegendItem(Mark Sample, string Text);
