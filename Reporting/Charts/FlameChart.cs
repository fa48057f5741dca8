using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>A method in a flame graph.</summary>
/// <param name="Label">Inside, where there is room.</param>
/// <param name="Start">Where it begins, 0 to 1 of the width.</param>
/// <param name="Width">How much of the width it takes.</param>
/// <param name="Level">0 is the top.</param>
/// <param name="Change">More or less time, or about the same.</param>
/// <param name="Hover">Shown to a reader who points at it.</param>
internal sealed record FlameBox(string Label, double Start, double Width, int Level, FlameChange Change, string Hover);

internal enum FlameChange
{
    Same,
    More,
    Less,
}

/// <summary>
/// A differential flame graph: what a method calls stands below it, as wide as its time. More time is hatched and has a bold frame, less
/// time has a dashed one, so that it needs no colour.
/// </summary>
/// <param name="Id">Unique in its page: letters, digits and hyphens.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its content for a reader who does not see it.</param>
/// <param name="Boxes">From top to bottom.</param>
internal sealed record FlameChart(string Id, string Title, string Description, ImmutableArray<FlameBox> Boxes)
{
    private const double LevelHeight = 22;
    private const double Left = 8;
    private const double Width = Canvas.Width - (2 * Left);
    private const double FirstLevel = Canvas.Top + 28;

    private static readonly ImmutableArray<(FlameChange Change, string Text)> Legend =
    [
        (FlameChange.More, "more time than the baseline"),
        (FlameChange.Less, "less time"),
        (FlameChange.Same, "about the same"),
    ];

    public XElement Draw()
    {
        string hatch = $"{Id}-hatch";
        double bottom = FirstLevel + ((Boxes.Select(box => box.Level).DefaultIfEmpty(0).Max() + 1) * LevelHeight);
        return Canvas.Frame(
            Id,
            Title,
            Description,
            bottom + 12,
            [Charts.Legend.Hatching(hatch), .. DrawLegend(hatch), .. Boxes.Select(box => DrawBox(box, hatch))]
        );
    }

    private static XElement DrawBox(FlameBox box, string hatch)
    {
        double x = Left + (box.Start * Width);
        double width = Math.Max(0.5, (box.Width * Width) - 0.6);
        double y = FirstLevel + (box.Level * LevelHeight);
        return Svg.Group(
            box.Hover,
            DrawFrame(box.Change, x, y, width, LevelHeight - 2, hatch),
            width > 36 ? Svg.Text(x + 5, y + 14, SvgText.FitWidth(box.Label, width - 10), "ink halo") : null
        );
    }

    private static XElement DrawFrame(FlameChange change, double x, double y, double width, double height, string hatch) =>
        change switch
        {
            FlameChange.More => Svg.Element(
                "g",
                Svg.Box(x, y, width, height, "flame-more"),
                Svg.Element("g", Svg.Box(x, y, width, height, ""), new XAttribute("fill", $"url(#{hatch})"))
            ),
            FlameChange.Less => Svg.Box(x, y, width, height, "flame-less"),
            FlameChange.Same => Svg.Box(x, y, width, height, "flame-same"),
        };

    private static IEnumerable<XElement> DrawLegend(string hatch)
    {
        double x = Left;
        foreach ((FlameChange change, string text) in Legend)
        {
            yield return DrawFrame(change, x, Canvas.Top + 2, 24, 14, hatch);
            yield return Svg.Text(x + 30, Canvas.Top + 14, text);
            x += 52 + (SvgText.EstimateWidth(text) * Svg.FontSize);
        }
    }
}
