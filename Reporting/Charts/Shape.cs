using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>Shapes tell series apart for those whose eyes or printers do not tell colours.</summary>
internal enum Shape
{
    Circle,
    Diamond,
    Square,
    Triangle,
    Cross,
    Ring,
}

internal static class Shapes
{
    private static readonly int Count = Enum.GetValues<Shape>().Length;

    /// <returns>The shape of a series by its number, 0 and up. Where colours repeat the shapes move on by one, so that no two of 36 look alike.</returns>
    public static Shape ForSeries(int series) => (Shape)((series + (series / Colours.Series)) % Count);

    /// <param name="shape">The shape.</param>
    /// <param name="x">Its middle.</param>
    /// <param name="y">Its middle.</param>
    /// <param name="r">Half its size.</param>
    /// <param name="series">1 and up: its colour.</param>
    public static XElement Draw(Shape shape, double x, double y, double r, int series)
    {
        string Path(FormattableString path) => FormattableString.Invariant(path);
        string N(double value) => Svg.Number(value);
        return shape switch
        {
            Shape.Circle => Svg.Element("circle", Svg.At("cx", x), Svg.At("cy", y), Svg.At("r", r), Svg.Class(Colours.Fill(series))),
            Shape.Ring => Svg.Element(
                "circle",
                Svg.At("cx", x),
                Svg.At("cy", y),
                Svg.At("r", r),
                Svg.Class($"{Colours.Stroke(series)} hollow")
            ),
            Shape.Square => Svg.Box(x - (r * 0.9), y - (r * 0.9), r * 1.8, r * 1.8, Colours.Fill(series)),
            Shape.Diamond => Svg.Element(
                "path",
                new XAttribute(
                    "d",
                    Path($"M{N(x - (r * 1.2))} {N(y)}L{N(x)} {N(y - (r * 1.2))}L{N(x + (r * 1.2))} {N(y)}L{N(x)} {N(y + (r * 1.2))}Z")
                ),
                Svg.Class(Colours.Fill(series))
            ),
            Shape.Triangle => Svg.Element(
                "path",
                new XAttribute("d", Path($"M{N(x - (r * 1.1))} {N(y + r)}L{N(x)} {N(y - (r * 1.1))}L{N(x + (r * 1.1))} {N(y + r)}Z")),
                Svg.Class(Colours.Fill(series))
            ),
            _ => Svg.Element(
                "path",
                new XAttribute("d", Path($"M{N(x - r)} {N(y - r)}L{N(x + r)} {N(y + r)}M{N(x - r)} {N(y + r)}L{N(x + r)} {N(y - r)}")),
                Svg.Class(Colours.Stroke(series))
            ),
        };
    }
}
