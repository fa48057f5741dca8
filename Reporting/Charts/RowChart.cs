using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>A row of a picture.</summary>
/// <param name="Label">The name of its benchmark.</param>
/// <param name="Figure">Its figure in words, at the right; may be empty.</param>
/// <param name="Marks">In the order of drawing.</param>
internal sealed record ChartRow(string Label, string Figure, ImmutableArray<Mark> Marks);

/// <summary>Rows that belong together.</summary>
/// <param name="Heading">Null for none.</param>
/// <param name="Rows">From top to bottom.</param>
internal sealed record RowGroup(string? Heading, ImmutableArray<ChartRow> Rows);

/// <summary>Rows with marks over one axis: bars, points with intervals, forests of ratios.</summary>
/// <param name="Id">Unique in its page: letters, digits and hyphens.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its content for a reader who does not see it.</param>
/// <param name="Axis">The axis of all rows.</param>
/// <param name="Groups">From top to bottom.</param>
/// <param name="Legend">The meaning of the marks.</param>
internal sealed record RowChart(
    string Id,
    string Title,
    string Description,
    Axis Axis,
    ImmutableArray<RowGroup> Groups,
    ImmutableArray<LegendItem> Legend
)
{
    // A third of the paper, so that two thirds are for the plot.
    private const double LabelWidth = 286;
    private const double BesideLabel = 24;
    private const double FigureWidth = 210;
    private const double HeadingHeight = 24;

    /// <summary>Pixels a row.</summary>
    public double RowHeight { get; init; } = 22;

    /// <summary>A line down the whole plot, such as the baseline's; null for none.</summary>
    public (double Value, string Text)? Reference { get; init; }

    /// <summary>A shaded stretch, such as differences that do not count; null for none.</summary>
    public (double Low, double High)? Band { get; init; }

    public XElement Draw()
    {
        ChartRow[] rows = [.. Groups.SelectMany(group => group.Rows)];
        double left = BesideLabel + FindWidest(rows.Select(row => SvgText.FitName(row.Label, LabelWidth)), LabelWidth, 6);
        double right = Canvas.Width - 20 - FindWidest(rows.Select(row => row.Figure), FigureWidth, 0);
        string hatch = $"{Id}-hatch";
        (ImmutableArray<XElement> legend, double top) = Charts.Legend.Draw(Legend, Canvas.Top, hatch);
        top += Reference is null ? 4 : 18;
        double bottom = top + 4 + Groups.Sum(ComputeHeight);
        IEnumerable<double> values = rows.SelectMany(row => row.Marks).SelectMany(Extent);
        PlacedAxis axis = PlacedAxis.Place(Axis, Reference is { } line ? values.Append(line.Value) : values, left, right);
        bool isHatched = rows.Any(row => row.Marks.OfType<Bar>().Any(bar => bar.Style == BarStyle.Hatched));
        return Canvas.Frame(
            Id,
            Title,
            Description,
            bottom + 46,
            [
                .. isHatched ? [Charts.Legend.Hatching(hatch)] : Array.Empty<XElement>(),
                .. legend,
                .. Shade(axis.Values, top, bottom),
                .. axis.DrawAcross(top, bottom),
                .. ReferenceLine(axis.Values, top, bottom),
                .. DrawGroups(axis.Values, left, top + 4, hatch),
            ]
        );
    }

    // Of nothing it is as wide as a few letters.
    private static double FindWidest(IEnumerable<string> texts, double most, double leastEms) =>
        texts.Select(text => SvgText.EstimateWidth(SvgText.FitWidth(text, most))).DefaultIfEmpty(leastEms).Max() * Svg.FontSize;

    private double ComputeHeight(RowGroup group) => (group.Heading is null ? 0 : HeadingHeight) + (group.Rows.Length * RowHeight);

    private static IEnumerable<double> Extent(Mark mark) =>
        mark switch
        {
            Bar bar => [bar.From, bar.To],
            Whisker whisker => [whisker.Low, whisker.High],
            Limit limit => [limit.Value],
            Spot spot => [spot.Value],
            Notch notch => [notch.Value],
            Dots dots => dots.Values,
            _ => [],
        };

    private IEnumerable<XElement> Shade(Scale scale, double top, double bottom) =>
        Band is { } band ? [Svg.Box(scale.At(band.Low), top, scale.At(band.High) - scale.At(band.Low), bottom - top, "band")] : [];

    private IEnumerable<XElement> ReferenceLine(Scale scale, double top, double bottom)
    {
        if (Reference is not { } reference || !scale.Has(reference.Value))
        {
            yield break;
        }

        double x = scale.At(reference.Value);
        string text = SvgText.FitWidth(reference.Text, LabelWidth);
        double half = SvgText.EstimateWidth(text) * Svg.FontSize / 2;
        yield return Svg.Line(x, top - 4, x, bottom, "edge");
        yield return Svg.Text(Math.Clamp(x, 8 + half, Canvas.Width - 8 - half), top - 8, text, "ink small", "middle");
    }

    private IEnumerable<XElement> DrawGroups(Scale scale, double left, double top, string hatch)
    {
        double y = top;
        foreach (RowGroup group in Groups)
        {
            if (group.Heading is { } heading)
            {
                yield return Svg.Text(8, y + 16, SvgText.FitWidth(heading, Canvas.TextWidth, Svg.StrongSize), "ink strong halo");
                y += HeadingHeight;
            }

            foreach (ChartRow row in group.Rows)
            {
                foreach (XElement element in DrawRow(row, scale, left, y + (RowHeight / 2), hatch))
                {
                    yield return element;
                }

                y += RowHeight;
            }
        }
    }

    private IEnumerable<XElement> DrawRow(ChartRow row, Scale scale, double left, double middle, string hatch)
    {
        XElement label = Svg.Text(left - 10, middle + 4, SvgText.FitName(row.Label, LabelWidth), "ink", "end");
        label.Add(Svg.Title(row.Label));
        return
        [
            label,
            .. row.Marks.Select(mark => MarkDrawing.Draw(mark, scale, middle, RowHeight, hatch)).OfType<XElement>(),
            .. row.Figure.Length > 0
                ? [Svg.Text(Canvas.Width - 8, middle + 4, SvgText.FitWidth(row.Figure, FigureWidth), "soft", "end")]
                : Array.Empty<XElement>(),
        ];
    }
}
