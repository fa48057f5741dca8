using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>Says what the marks stand for, above the plot.</summary>
internal static class Legend
{
    private const double LineHeight = 20;
    private const double SampleWidth = 28;
    private const double Gap = 18;

    /// <param name="items">In the order of the legend.</param>
    /// <param name="top">Where it may start.</param>
    /// <param name="hatch">The id of the picture's hatching.</param>
    /// <returns>The elements, and where what is below may start.</returns>
    public static (ImmutableArray<XElement> Elements, double Bottom) Draw(ImmutableArray<LegendItem> items, double top, string hatch)
    {
        List<XElement> elements = [];
        double x = 8;
        double y = top + (LineHeight / 2);
        foreach (LegendItem item in items)
        {
            string text = SvgText.FitWidth(item.Text, Canvas.TextWidth - SampleWidth);
            double width = SampleWidth + (SvgText.EstimateWidth(text) * Svg.FontSize);
            if (x > 8 && x + width > Canvas.Width - 8)
            {
                x = 8;
                y += LineHeight;
            }

            elements.AddRange(MarkDrawing.DrawSample(item.Sample, x, y, hatch));
            elements.Add(Svg.Text(x + SampleWidth, y + 4, text));
            x += width + Gap;
        }

        return ([.. elements], items.IsEmpty ? top : y + (LineHeight / 2) + 4);
    }

    /// <summary>The hatching that tells bars apart without colour.</summary>
    public static XElement Hatching(string id) =>
        Svg.Element(
            "defs",
            Svg.Element(
                "pattern",
                new XAttribute("id", id),
                Svg.At("width", 6),
                Svg.At("height", 6),
                new XAttribute("patternUnits", "userSpaceOnUse"),
                new XAttribute("patternTransform", "rotate(45)"),
                Svg.Line(0, 0, 0, 6, "hatch")
            )
        );
}
