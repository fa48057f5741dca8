using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Measured values of one kind in a panel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Style">Tells its curve apart without colour.</param>
/// <param name="Shape">The mark of a value.</param>
/// <param name="Series">Its colour.</param>
/// <param name="Values">Each with a text for a reader who points at it.</param>
internal sealed record DensitySide(
    string Name,
    CourseStyle Style,
    Shape Shape,
    int Series,
    ImmutableArray<(double Value, string Hover)> Values
);

/// <summary>A benchmark's panel.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Note">Its change in words.</param>
/// <param name="Sides">What is put over each other.</param>
internal sealed record DensityView(string Name, string Note, ImmutableArray<DensitySide> Sides);

/// <summary>Distributions put over each other: two that are apart are a change that launches agree on.</summary>
internal static class DensityPicture
{
    private const int MostPanels = 12;
    private const int Steps = 80;

    // Marks stand on the axis, a row a side.
    private const double LowestMark = 0.04;
    private const double BetweenMarks = 0.07;

    /// <param name="id">See <see cref="Picture"/>.</param>
    /// <param name="title">Its title.</param>
    /// <param name="caption">Its explanation.</param>
    /// <param name="axis">What is measured.</param>
    /// <param name="views">What matters first.</param>
    /// <returns>None where there is nothing to draw.</returns>
    public static IEnumerable<Picture> Draw(string id, string title, string caption, string axis, ImmutableArray<DensityView> views)
    {
        if (views is [])
        {
            return [];
        }

        PanelChart chart = new(
            id,
            title,
            $"{Figures.FormatCount(views.Length, "panel")}, one a benchmark; the table has every value.",
            new Axis(axis, Quantity.Number),
            new Axis("density, the highest is 1", Quantity.Number, StartsAtZero: true),
            [.. views.Take(MostPanels).Select(CreatePanel)],
            [.. views[0].Sides.Select(side => (new Course([default], side.Series, side.Style), side.Name))]
        )
        {
            HasOwnAxes = true,
        };
        return
        [
            new Picture(
                id,
                title,
                caption + PictureRules.NotDrawn(Math.Max(0, views.Length - MostPanels), "panel"),
                chart.Draw(),
                CreateValues(views)
            ),
        ];
    }

    private static Panel CreatePanel(DensityView view)
    {
        KernelDensity?[] densities = [.. view.Sides.Select(side => KernelDensity.Create([.. side.Values.Select(value => value.Value)]))];
        double[] peaks = [.. densities.Select(FindPeak)];
        return new Panel(
            view.Name,
            view.Note,
            [
                .. view.Sides.SelectMany(
                    (side, i) =>
                        side.Values.Select(value => new PanelPoint(
                            new Point(value.Value, LowestMark + (i * BetweenMarks)),
                            PictureRules.FormatHover(view.Name, $"{side.Name}: {value.Hover}")
                        )
                        {
                            Shape = side.Shape,
                            Series = side.Series,
                        })
                ),
            ],
            [.. view.Sides.Select((side, i) => densities[i] is { } density ? Trace(density, peaks.Max(), side) : null).OfType<Course>()]
        );
    }

    private static IEnumerable<double> ListPlaces(KernelDensity density) =>
        Enumerable.Range(0, Steps + 1).Select(i => density.Start + ((density.End - density.Start) * i / Steps));

    private static double FindPeak(KernelDensity? density) => density is null ? 0 : ListPlaces(density).Max(density.At);

    private static Course Trace(KernelDensity density, double peak, DensitySide side) =>
        new([.. ListPlaces(density).Select(place => new Point(place, density.At(place) / peak))], side.Series, side.Style);

    private static Grid CreateValues(ImmutableArray<DensityView> views) =>
        Grid.Create(
            from view in views
            from side in view.Sides
            from value in side.Values
            select (view, side, value),
            new("Benchmark", row => row.view.Name),
            new("Of", row => row.side.Name),
            new("Value", row => Figures.FormatRatio(Math.Log(row.value.Value)), true),
            new("Measured", row => row.value.Hover)
        );
}
