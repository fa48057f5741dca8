using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>A stretch on a lane.</summary>
/// <param name="Start">Nanoseconds.</param>
/// <param name="Length">Nanoseconds.</param>
/// <param name="Letter">Inside, where there is room; tells series apart without colour.</param>
/// <param name="Series">1 and up.</param>
/// <param name="Hover">Shown to a reader who points at it.</param>
internal sealed record LaneBlock(double Start, double Length, string Letter, int Series, string Hover);

/// <summary>The work of one worker.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Figure">At the right.</param>
/// <param name="Blocks">From left to right.</param>
internal sealed record Lane(string Label, string Figure, ImmutableArray<LaneBlock> Blocks);

/// <summary>Lanes that share a run.</summary>
/// <param name="Heading">The name of the run.</param>
/// <param name="Length">Until when it ran, nanoseconds: up to there a lane without a block is idle.</param>
/// <param name="Lanes">From top to bottom.</param>
internal sealed record LaneGroup(string Heading, double Length, ImmutableArray<Lane> Lanes);

/// <summary>A Gantt chart: all groups over one axis of time.</summary>
/// <param name="Id">Unique in its page: letters, digits and hyphens.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its content for a reader who does not see it.</param>
/// <param name="Groups">From top to bottom.</param>
/// <param name="Legend">What the letters stand for.</param>
internal sealed record LaneChart(
    string Id,
    string Title,
    string Description,
    ImmutableArray<LaneGroup> Groups,
    ImmutableArray<(string Letter, int Series, string Text)> Legend
)
{
    private const double LaneHeight = 20;
    private const double HeadingHeight = 26;
    private const double Left = 84;

    // An item of the legend without its text: the box, and the gap to the next one.
    private const double BesideText = 42;
    private const double Right = Canvas.Width - 96;

    public XElement Draw()
    {
        IEnumerable<double> ends = Groups
            .SelectMany(group => group.Lanes)
            .SelectMany(lane => lane.Blocks)
            .Select(block => block.Start + block.Length)
            .Concat(Groups.Select(group => group.Length));
        double top = Canvas.Top + (Legend.IsEmpty ? 0 : 26);
        double bottom = top + Groups.Sum(group => HeadingHeight + (group.Lanes.Length * LaneHeight)) + 6;
        PlacedAxis axis = PlacedAxis.Place(new Axis("Time from the first start", Quantity.Time, StartsAtZero: true), ends, Left, Right);
        return Canvas.Frame(
            Id,
            Title,
            Description,
            bottom + 46,
            [.. DrawLegend(), .. axis.DrawAcross(top, bottom), .. DrawGroups(axis.Values, top)]
        );
    }

    private IEnumerable<XElement> DrawGroups(Scale scale, double top)
    {
        double y = top;
        foreach (LaneGroup group in Groups)
        {
            yield return Svg.Text(8, y + 18, SvgText.FitWidth(group.Heading, Canvas.TextWidth, Svg.StrongSize), "ink strong halo");
            y += HeadingHeight;
            foreach (Lane lane in group.Lanes)
            {
                yield return Svg.Text(Left - 8, y + 14, SvgText.FitWidth(lane.Label, Left - 16), "soft", "end");
                yield return Svg.Box(Left, y + 2, scale.At(group.Length) - Left, LaneHeight - 4, "band");
                foreach (LaneBlock block in lane.Blocks.Where(block => double.IsFinite(block.Start) && double.IsFinite(block.Length)))
                {
                    yield return Draw(block, scale, y);
                }

                yield return Svg.Text(Canvas.Width - 8, y + 14, lane.Figure, "soft", "end");
                y += LaneHeight;
            }
        }
    }

    private static XElement Draw(LaneBlock block, Scale scale, double y)
    {
        double from = scale.At(block.Start);
        double to = scale.At(block.Start + block.Length);
        XElement box = Svg.Box(from, y + 2, to - from - 0.6, LaneHeight - 4, Colours.Fill(block.Series));
        bool hasRoom = to - from > 8 + (SvgText.EstimateWidth(block.Letter) * Svg.FontSize);
        return Svg.Group(block.Hover, box, hasRoom ? Svg.Text((from + to) / 2, y + 14, block.Letter, "onfill strong", "middle") : null);
    }

    private IEnumerable<XElement> DrawLegend()
    {
        double x = 8;
        double room = (Canvas.TextWidth / Math.Max(1, Legend.Length)) - BesideText;
        foreach ((string letter, int series, string text) in Legend)
        {
            yield return Svg.Box(x, Canvas.Top + 2, 18, 16, Colours.Fill(series));
            yield return Svg.Text(x + 9, Canvas.Top + 14, letter, "onfill strong", "middle");
            string fitting = SvgText.FitWidth(text, room);
            yield return Svg.Text(x + 24, Canvas.Top + 14, fitting);
            x += BesideText + (SvgText.EstimateWidth(fitting) * Svg.FontSize);
        }
    }
}
