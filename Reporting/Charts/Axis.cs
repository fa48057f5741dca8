using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>An axis, before it has a place.</summary>
/// <param name="Name">The counted quantity, without the unit.</param>
/// <param name="Quantity">In which units.</param>
/// <param name="IsLogarithmic">Whether equal ratios are equally far apart.</param>
/// <param name="StartsAtZero">Whether lengths from the axis' start may be compared.</param>
internal sealed record Axis(string Name, Quantity Quantity, bool IsLogarithmic = false, bool StartsAtZero = false);

/// <summary>An axis with its place on the paper. Values are given in the quantity's base unit.</summary>
/// <param name="Axis">Its name and quantity.</param>
/// <param name="Scale">In the unit of the axis.</param>
/// <param name="Unit">The value of one unit of the axis.</param>
/// <param name="UnitName">May be empty.</param>
internal sealed record PlacedAxis(Axis Axis, Scale Scale, double Unit, string UnitName)
{
    /// <summary>Chooses unit and ticks.</summary>
    /// <param name="axis">Its name and quantity.</param>
    /// <param name="values">Every value that must be on it.</param>
    /// <param name="from">Its start, pixels.</param>
    /// <param name="to">Its end, pixels.</param>
    /// <param name="steps">About how many.</param>
    public static PlacedAxis Place(Axis axis, IEnumerable<double> values, double from, double to, int steps = 8)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (double size, string name) =
            axis.IsLogarithmic && axis.Quantity.HasUnitAtEachTick
                ? (1, "")
                : axis.Quantity.UnitFor(finite.Select(Math.Abs).DefaultIfEmpty(1).Max());
        IEnumerable<double> scaled = finite.Select(value => value / size);
        Scale scale = axis.IsLogarithmic ? Scale.Logarithmic(scaled, from, to) : Scale.Linear(scaled, from, to, axis.StartsAtZero, steps);
        return new PlacedAxis(axis, scale, size, name);
    }

    /// <summary>The name with its unit.</summary>
    public string Title => Axis.Name + (UnitName is "" or "x" ? "" : $", {UnitName}") + (Axis.IsLogarithmic ? " (logarithmic)" : "");

    /// <returns>A tick's label.</returns>
    public string Label(double tick) =>
        Axis.IsLogarithmic && Axis.Quantity.HasUnitAtEachTick
            ? Axis.Quantity.Label(tick)
            : Quantity.Bare(tick) + (UnitName == "x" ? "x" : "");

    /// <summary>A scale that takes values in the quantity's base unit.</summary>
    public Scale Values => Scale with { Ticks = [.. Scale.Ticks.Select(tick => tick * Unit)] };

    /// <summary>Lines down the plot, labels below it, and the name below them.</summary>
    /// <param name="top">Where the plot starts.</param>
    /// <param name="bottom">Where it ends.</param>
    public IEnumerable<XElement> DrawAcross(double top, double bottom)
    {
        // What would run into its neighbour is left out; the line stays.
        double widest = Scale.Ticks.Max(tick => SvgText.EstimateWidth(Label(tick))) * Svg.FontSize;
        double apart = Math.Abs(Scale.To - Scale.From) / (Scale.Ticks.Length - 1);
        int every = Math.Max(1, (int)Math.Ceiling((widest + 8) / apart));
        foreach ((int i, double tick) in Scale.Ticks.Index())
        {
            double x = Scale.At(tick);
            yield return Svg.Line(x, top, x, bottom, tick == 0 ? "axis" : "grid");
            if (i % every == 0)
            {
                yield return Svg.Text(x, bottom + 16, Label(tick), "soft", "middle");
            }
        }

        yield return Svg.Line(Scale.From, bottom, Scale.To, bottom, "axis");
        yield return Svg.Text((Scale.From + Scale.To) / 2, bottom + 34, Title, "ink", "middle");
    }

    /// <summary>Lines across the plot and labels left of it.</summary>
    /// <param name="left">Where the plot starts.</param>
    /// <param name="right">Where it ends.</param>
    public IEnumerable<XElement> DrawUp(double left, double right) =>
        Scale
            .Ticks.SelectMany(tick =>
                new[]
                {
                    Svg.Line(left, Scale.At(tick), right, Scale.At(tick), "grid"),
                    Svg.Text(left - 6, Scale.At(tick) + 4, Label(tick), "soft", "end"),
                }
            )
            .Append(Svg.Line(left, Scale.From, left, Scale.To, "axis"));
}
