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

/// <summary>A measured point.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Hover">Shown to a reader who points at it.</param>
internal readonly record struct PanelPoint(Point Place, string Hover)
{
    /// <summary>A page that a click opens; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>With the series, what it belongs to.</summary>
    public Shape Shape { get; init; }

    /// <summary>1 and up; 0 is the first.</summary>
    public int Series { get; init; }

    public static implicit operator PanelPoint((Point Place, string Hover) point) => new(point.Place, point.Hover);
}

/// <summary>A stretch of an interval band.</summary>
internal readonly record struct BandPoint(double X, double Low, double High);

/// <summary>A small plot of its own.</summary>
/// <param name="Name">Above it.</param>
/// <param name="Note">Below the name; may be empty.</param>
/// <param name="Points">Measured.</param>
/// <param name="Courses">Lines.</param>
internal sealed record Panel(string Name, string Note, ImmutableArray<PanelPoint> Points, ImmutableArray<Course> Courses)
{
    /// <summary>An interval band behind everything, from left to right; empty for none.</summary>
    public ImmutableArray<BandPoint> Band { get; init; } = [];
}

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
    private const double LeftMargin = 52;
    private const double RightMargin = 14;
    private const double NameGap = 12;
    private const int MostColumns = 3;

    /// <summary>True where each panel has axes of its own, for what cannot be compared between panels.</summary>
    public bool HasOwnAxes { get; init; }

    /// <summary>The lines of the axis across; empty chooses them.</summary>
    public ImmutableArray<double> Across { get; init; } = [];

    /// <summary>Labels of places across, instead of their numbers; empty for numbers.</summary>
    public ImmutableDictionary<double, string> AcrossLabels { get; init; } = ImmutableDictionary<double, string>.Empty;

    public XElement Draw()
    {
        int columns = Math.Clamp(Panels.Length, 1, MostColumns);
        double width = (Canvas.Width - 16) / columns;
        int lines = (Math.Max(1, Panels.Length) + columns - 1) / columns;
        double top = Canvas.Top + (Legend.IsEmpty ? 0 : 24);
        double height = Head + PlotHeight + Foot;
        double bottom = top + (lines * height);
        PlacedAxis across = Placed(X, ListPlaces(Panels).Select(place => place.X), 0, 1);
        PlacedAxis up = Placed(Y, ListPlaces(Panels).Select(place => place.Y), 1, 0);
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

    private static IEnumerable<Point> ListPlaces(IEnumerable<Panel> panels) =>
        panels.SelectMany(panel =>
            panel
                .Points.Select(point => point.Place)
                .Concat(panel.Courses.SelectMany(course => course.Places))
                .Concat(panel.Band.SelectMany(band => new[] { new Point(band.X, band.Low), new Point(band.X, band.High) }))
        );

    private static PlacedAxis Placed(Axis axis, IEnumerable<double> values, double from, double to) =>
        PlacedAxis.Place(axis, values, from, to, steps: 5);

    private IEnumerable<XElement> DrawPanel(Panel panel, double x, double y, double width)
    {
        double left = x + LeftMargin;
        double right = x + width - RightMargin;
        double top = y + Head;
        double bottom = top + PlotHeight;
        // Beside a name there is only the next panel's.
        double end = Math.Min(left + width, Canvas.Width) - NameGap;
        Point[] places = [.. ListPlaces(HasOwnAxes ? [panel] : Panels)];
        PlacedAxis across = PlaceAcross(places, left, right);
        PlacedAxis up = Placed(Y, places.Select(place => place.Y), bottom, top);
        return
        [
            DrawName(panel.Name, left, end, y + 16),
            Svg.Text(left, y + 31, SvgText.FitWidth(panel.Note, end - left), "soft small"),
            .. DrawBand(panel.Band, across.Values, up.Values),
            .. up.DrawUp(left, right),
            .. across.Scale.Ticks.Select(tick => Svg.Line(across.Scale.At(tick), bottom, across.Scale.At(tick), bottom + 4, "axis")),
            .. Labels(across, bottom),
            Svg.Line(left, bottom, right, bottom, "axis"),
            .. Marks(panel, across.Values, up.Values),
        ];
    }

    private PlacedAxis PlaceAcross(Point[] places, double left, double right)
    {
        PlacedAxis axis = Placed(X, places.Select(place => place.X), left, right);
        return Across.IsEmpty
            ? axis
            : axis with
            {
                Scale = axis.Scale with { Ticks = Across.Length > 1 ? Across : [Across[0], Across[0] + 1] },
            };
    }

    private static XElement DrawName(string name, double left, double right, double y)
    {
        XElement text = Svg.Text(left, y, SvgText.FitName(name, right - left, Svg.StrongSize), "ink strong");
        text.Add(Svg.Title(name));
        return text;
    }

    private IEnumerable<XElement> Labels(PlacedAxis across, double bottom)
    {
        double free = double.NegativeInfinity;
        foreach (double tick in across.Scale.Ticks)
        {
            string label = AcrossLabels.GetValueOrDefault(tick) ?? across.Label(tick);
            double half = SvgText.EstimateWidth(label) * 10.5 / 2;
            double at = Math.Clamp(
                across.Scale.At(tick),
                across.Scale.From - LeftMargin + half,
                Math.Max(across.Scale.From - LeftMargin + half, across.Scale.To + RightMargin - half)
            );
            if (at - half > free)
            {
                yield return Svg.Text(at, bottom + 17, label, "soft small", "middle");
                free = at + half + 5;
            }
        }
    }

    private static IEnumerable<XElement> DrawBand(ImmutableArray<BandPoint> band, Scale x, Scale y)
    {
        Point[] low = [.. band.Select(point => new Point(point.X, point.Low))];
        Point[] high = [.. band.Reverse().Select(point => new Point(point.X, point.High))];
        return band.Length < 2 ? [] : [Svg.Element("path", new XAttribute("d", $"{Path([.. low, .. high], x, y)}Z"), Svg.Class("band"))];
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

        foreach (PanelPoint point in panel.Points.Where(point => x.Has(point.Place.X) && y.Has(point.Place.Y)))
        {
            XElement mark = Shapes.Draw(point.Shape, x.At(point.Place.X), y.At(point.Place.Y), 3, Math.Max(1, point.Series));
            yield return Svg.Group(point.Hover, point.Link is { } link ? Svg.Link(link, mark, point.Hover) : mark);
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
