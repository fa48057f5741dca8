using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>A point of a panel.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A line through a panel.</summary>
/// <param name="Places">From left to right.</param>
/// <param name="Series">1 and up.</param>
/// <param name="Style">Tells lines apart without colour.</param>
internal sealed record Course(ImmutableArray<Point> Places, int Series, CourseStyle Style)
{
    /// <summary>The classes that draw it.</summary>
    public string Classes =>
        $"{Colours.Stroke(Series)} curve{(Style switch { CourseStyle.Dashed => " dashed", CourseStyle.Dotted => " dotted", _ => "" })}";
}

internal enum CourseStyle
{
    Solid,
    Dashed,
    Dotted,
}

/// <summary>A small plot of its own.</summary>
/// <param name="Name">Above it.</param>
/// <param name="Note">Below the name; may be empty.</param>
/// <param name="Points">Measured.</param>
/// <param name="Courses">Lines.</param>
internal sealed record Panel(string Name, string Note, ImmutableArray<(Point Point, string Hover)> Points, ImmutableArray<Course> Courses);

/// <summary>Panels over the same two axes, so that they can be compared by eye.</summary>
/// <param name="Id">Unique in its page: letters, digits and hyphens.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its content for a reader who does not see it.</param>
/// <param name="X">Across.</param>
/// <param name="Y">Up.</param>
/// <param name="Panels">In reading order.</param>
/// <param name="Legend">Series 1 are the points; each course by its series.</param>
internal sealed record PanelChart(
    string Id,
    string Title,
    string Description,
    Axis X,
    Axis Y,
    ImmutableArray<Panel> Panels,
    ImmutableArray<(Course Sample, string Text)> Legend
)
{
    private const double PlotHeight = 150;
    private const double Head = 40;
    private const double Foot = 24;
    private const double RightMargin = 14;
    private const int MostColumns = 3;

    /// <summary>The lines of the axis across; empty chooses them.</summary>
    public ImmutableArray<double> Across { get; init; } = [];

    public XElement Draw()
    {
        int columns = Math.Clamp(Panels.Length, 1, MostColumns);
        double width = (Canvas.Width - 16) / columns;
        int lines = (Math.Max(1, Panels.Length) + columns - 1) / columns;
        double top = Canvas.Top + (Legend.IsEmpty ? 0 : 24);
        double height = Head + PlotHeight + Foot;
        double bottom = top + (lines * height);
        PlacedAxis across = Placed(X, Xs, 0, 1);
        PlacedAxis up = Placed(Y, Ys, 1, 0);
        return Canvas.Frame(
            Id,
            Title,
            Description,
            bottom + 24,
            [
                .. DrawLegend(),
                .. Panels.SelectMany((panel, i) => DrawPanel(panel, 8 + (i % columns * width), top + (i / columns * height), width)),
                Svg.Text(Canvas.Width / 2, bottom + 14, $"Across: {across.Title}. Up: {up.Title}.", "ink", "middle"),
            ]
        );
    }

    private IEnumerable<Point> Places =>
        Panels.SelectMany(panel => panel.Points.Select(point => point.Point).Concat(panel.Courses.SelectMany(course => course.Places)));

    private IEnumerable<double> Xs => Places.Select(place => place.X);

    private IEnumerable<double> Ys => Places.Select(place => place.Y);

    private static PlacedAxis Placed(Axis axis, IEnumerable<double> values, double from, double to) =>
        PlacedAxis.Place(axis, values, from, to, steps: 5);

    private IEnumerable<XElement> DrawPanel(Panel panel, double x, double y, double width)
    {
        double left = x + 52;
        double right = x + width - RightMargin;
        double top = y + Head;
        double bottom = top + PlotHeight;
        PlacedAxis across = PlaceAcross(left, right);
        PlacedAxis up = Placed(Y, Ys, bottom, top);
        return
        [
            DrawName(panel.Name, left, right, y + 16),
            Svg.Text(left, y + 31, SvgText.FitWidth(panel.Note, right - left), "soft small"),
            .. up.DrawUp(left, right),
            .. across.Scale.Ticks.Select(tick => Svg.Line(across.Scale.At(tick), bottom, across.Scale.At(tick), bottom + 4, "axis")),
            .. Labels(across, bottom),
            Svg.Line(left, bottom, right, bottom, "axis"),
            .. Marks(panel, across.Values, up.Values),
        ];
    }

    private PlacedAxis PlaceAcross(double left, double right)
    {
        PlacedAxis axis = Placed(X, Xs, left, right);
        return Across.IsEmpty
            ? axis
            : axis with
            {
                Scale = axis.Scale with { Ticks = Across.Length > 1 ? Across : [Across[0], Across[0] + 1] },
            };
    }

    private static XElement DrawName(string name, double left, double right, double y)
    {
        XElement text = Svg.Text(left, y, SvgText.FitWidth(name, right - left, Svg.StrongSize), "ink strong");
        text.Add(Svg.Title(name));
        return text;
    }

    private static IEnumerable<XElement> Labels(PlacedAxis across, double bottom)
    {
        double free = double.NegativeInfinity;
        foreach (double tick in across.Scale.Ticks)
        {
            double half = SvgText.EstimateWidth(across.Label(tick)) * 10.5 / 2;
            double at = Math.Min(across.Scale.At(tick), across.Scale.To + RightMargin - half);
            if (at - half > free)
            {
                yield return Svg.Text(at, bottom + 17, across.Label(tick), "soft small", "middle");
                free = at + half + 5;
            }
        }
    }

    private static IEnumerable<XElement> Marks(Panel panel, Scale x, Scale y)
    {
        foreach (Course course in panel.Courses)
        {
            Point[] places = [.. course.Places.Where(place => x.Has(place.X) && y.Has(place.Y))];
            if (places.Length > 1)
            {
                yield return Svg.Element("path", new XAttribute("d", Path(places, x, y)), Svg.Class(course.Classes));
            }
        }

        foreach ((Point place, string hover) in panel.Points.Where(point => x.Has(point.Point.X) && y.Has(point.Point.Y)))
        {
            yield return Svg.Group(hover, Shapes.Draw(Shape.Circle, x.At(place.X), y.At(place.Y), 3, 1));
        }
    }

    private static string Path(Point[] places, Scale x, Scale y) =>
        string.Concat(places.Select((place, i) => $"{(i == 0 ? 'M' : 'L')}{Svg.Number(x.At(place.X))} {Svg.Number(y.At(place.Y))}"));

    private IEnumerable<XElement> DrawLegend()
    {
        double x = 8;
        foreach ((Course sample, string text) in Legend)
        {
            yield return sample.Places.IsEmpty
                ? Shapes.Draw(Shape.Circle, x + 12, Canvas.Top + 10, 3, sample.Series)
                : Svg.Element("path", new XAttribute("d", $"M{Svg.Number(x)} {Svg.Number(Canvas.Top + 10)}h24"), Svg.Class(sample.Classes));
            yield return Svg.Text(x + 30, Canvas.Top + 14, text);
            x += 48 + (SvgText.EstimateWidth(text) * Svg.FontSize);
        }
    }
}
