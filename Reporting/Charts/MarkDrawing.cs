using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>Draws marks in a row.</summary>
internal static class MarkDrawing
{
    private const double SpotSize = 4;

    /// <param name="mark">The mark.</param>
    /// <param name="scale">Takes its values to the paper.</param>
    /// <param name="middle">The row's middle, pixels.</param>
    /// <param name="height">The row's height, pixels.</param>
    /// <param name="hatch">The id of the picture's hatching.</param>
    /// <returns>Null where the mark has no place on the axis.</returns>
    public static XElement? Draw(Mark mark, Scale scale, double middle, double height, string hatch) =>
        Has(mark, scale) ? Svg.Group(mark.Hover, DrawParts(mark, scale, middle, height, hatch)) : null;

    private static bool Has(Mark mark, Scale scale) =>
        mark switch
        {
            Bar bar => double.IsFinite(bar.From) && double.IsFinite(bar.To),
            Whisker whisker => scale.Has(whisker.Low) || scale.Has(whisker.High),
            Notch notch => scale.Has(notch.Value),
            Limit limit => scale.Has(limit.Value),
            Spot spot => scale.Has(spot.Value),
            Dots dots => dots.Values.Any(scale.Has),
            _ => throw new UnreachableException(),
        };

    private static IEnumerable<XElement> DrawParts(Mark mark, Scale scale, double middle, double height, string hatch)
    {
        double Y(double lane) => middle + (lane * height);
        return mark switch
        {
            Bar bar => DrawBar(bar, scale.At(Math.Min(bar.From, bar.To)), scale.At(Math.Max(bar.From, bar.To)), middle, height, hatch),
            Whisker whisker => DrawWhisker(whisker, scale.At(whisker.Low), scale.At(whisker.High), Y(whisker.Lane)),
            Notch notch => DrawNotch(scale.At(notch.Value), Y(notch.Lane)),
            Limit limit => [Svg.Line(scale.At(limit.Value), Y(-0.42), scale.At(limit.Value), Y(0.42), "mark")],
            Spot spot => [Shapes.Draw(spot.Shape, scale.At(spot.Value), Y(spot.Lane), SpotSize, spot.Series)],
            Dots dots => DrawDots(dots, scale, Y(dots.Lane)),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A sample of a mark, 22 pixels wide.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="x">Its left end.</param>
    /// <param name="middle">Its middle.</param>
    /// <param name="hatch">See <see cref="Draw"/>.</param>
    public static IEnumerable<XElement> DrawSample(Mark mark, double x, double middle, string hatch) =>
        mark switch
        {
            Bar bar => DrawBar(bar, x, x + 22, middle, 20, hatch),
            Whisker whisker => DrawWhisker(whisker, x, x + 22, middle),
            Notch => DrawNotch(x + 11, middle),
            Limit => [Svg.Line(x + 11, middle - 8, x + 11, middle + 8, "mark")],
            Spot spot => [Shapes.Draw(spot.Shape, x + 11, middle, SpotSize, spot.Series)],
            Dots dots => [DotPath([x + 3, x + 8, x + 11, x + 19], middle, dots.Series)],
            _ => [],
        };

    private static IEnumerable<XElement> DrawBar(Bar bar, double from, double to, double middle, double height, string hatch)
    {
        double thickness = Math.Min(height * 0.62, 16);
        XElement Box(string classes) => Svg.Box(from, middle - (thickness / 2), to - from, thickness, classes);
        yield return Box(bar.Style == BarStyle.Hollow ? $"{Colours.Stroke(bar.Series)} hollow thin" : Colours.Fill(bar.Series));
        if (bar.Style == BarStyle.Hatched)
        {
            XElement lines = Box("");
            lines.SetAttributeValue("class", null);
            lines.Add(new XAttribute("fill", $"url(#{hatch})"));
            yield return lines;
        }
    }

    // Where it goes on beyond what is drawn it has no cap.
    private static IEnumerable<XElement> DrawWhisker(Whisker whisker, double from, double to, double middle)
    {
        yield return Svg.Line(from, middle, to, middle, "whisker");
        if (whisker.HasLowEnd)
        {
            yield return Svg.Line(from, middle - 4, from, middle + 4, "whisker");
        }

        if (whisker.HasHighEnd)
        {
            yield return Svg.Line(to, middle - 4, to, middle + 4, "whisker");
        }
    }

    private static IEnumerable<XElement> DrawNotch(double x, double y) => [Svg.Line(x, y - 3, x, y + 3, "mark")];

    private static IEnumerable<XElement> DrawDots(Dots dots, Scale scale, double y) =>
        [DotPath(dots.Values.Where(scale.Has).Select(scale.At), y, dots.Series)];

    // Lines of no length with round ends: a hundred points take as much of a file as ten circles.
    private static XElement DotPath(IEnumerable<double> places, double y, int series) =>
        Svg.Element(
            "path",
            new XAttribute("d", string.Concat(places.Select(x => $"M{Svg.Number(x)} {Svg.Number(y)}h.01"))),
            Svg.Class($"{Colours.Stroke(series)} dots")
        );
}
