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

    /// <returns>
    /// The shape of a series by its number, 0 and up. Where colours repeat the shapes move on by one, so that no two of 36 look
    /// alike.
    /// </returns>
    public static Shape ForSeries(int series) => (Shape)((series + (series / Colours.Series)) % Count);

    /// <param name="shape">The shape.</param>
    /// <param name="x">Its middle.</param>
    /// <param name="y">Its middle.</param>
    /// <param name="r">Half its size.</param>
    /// <param name="series">1 and up: its colour.</param>
    public static XElement Draw(Shape shape, double x, double y, double r, int series)
    {
        double most = r * 1.2;
        double more = r * 1.1;
        XElement Path(string classes, params (double X, double Y)[] corners) =>
            Svg.Element(
                "path",
                new XAttribute(
                    "d",
                    "M" + string.Join("L", corners.Select(corner => $"{Svg.Number(corner.X)} {Svg.Number(corner.Y)}")) + "Z"
                ),
                Svg.Class(classes)
            );
        XElement Circle(string classes) => Svg.Element("circle", Svg.At("cx", x), Svg.At("cy", y), Svg.At("r", r), Svg.Class(classes));
        return shape switch
        {
            Shape.Circle => Circle(Colours.Fill(series)),
            Shape.Ring => Circle($"{Colours.Stroke(series)} hollow"),
            Shape.Square => Svg.Box(x - (r * 0.9), y - (r * 0.9), r * 1.8, r * 1.8, Colours.Fill(series)),
            Shape.Diamond => Path(Colours.Fill(series), (x - most, y), (x, y - most), (x + most, y), (x, y + most)),
            Shape.Triangle => Path(Colours.Fill(series), (x - more, y + r), (x, y - more), (x + more, y + r)),
            Shape.Cross => DrawCross(x, y, r, series),
        };
    }

    private static XElement DrawCross(double x, double y, double r, int series)
    {
        string N(double value) => Svg.Number(value);
        string path = $"M{N(x - r)} {N(y - r)}L{N(x + r)} {N(y + r)}M{N(x - r)} {N(y + r)}L{N(x + r)} {N(y - r)}";
        return Svg.Element("path", new XAttribute("d", path), Svg.Class(Colours.Stroke(series)));
    }
}
