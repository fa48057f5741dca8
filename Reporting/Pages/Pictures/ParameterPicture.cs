using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Time against a parameter that is a number, a panel a method; with fitted laws where <c>scaling.json</c> has them.</summary>
internal static class ParameterPicture
{
    private const int FewestValues = 3;
    private const int MostPanels = 12;
    private const int MostTicks = 12;

    /// <summary>A picture for each number among the parameters of a class.</summary>
    /// <param name="view">The class.</param>
    /// <param name="scaling">Its laws and predictions; empty for none.</param>
    public static IEnumerable<Picture> Draw(ClassView view, ImmutableArray<ScalingResult> scaling)
    {
        BenchmarkView[] measured = [.. view.Benchmarks.Where(benchmark => !benchmark.Reported.IsFailed)];
        string[] names =
        [
            .. measured
                .SelectMany(benchmark => Arguments.Parse(benchmark.Parameters))
                .Select(argument => argument.Name)
                .Distinct()
                .Where(name => name.Length > 0),
        ];
        return names
            .Select((name, i) => (Name: name, Index: i, Points: FindPoints(measured, name)))
            .Where(one => one.Points.Length == measured.Length)
            .Where(one => one.Points.Select(point => point.Value).Distinct().Count() >= FewestValues)
            .Select(one => Draw(view, one.Name, one.Index, one.Points, FindScaling(scaling, one.Name, one.Points)))
            .OfType<Picture>();
    }

    private static ImmutableArray<ParameterPoint> FindPoints(BenchmarkView[] measured, string parameter)
    {
        bool hasOneJob = measured.Select(benchmark => benchmark.Reported.Key.Job).Distinct().Count() <= 1;
        return
        [
            .. from benchmark in measured
            let arguments = Arguments.Parse(benchmark.Parameters)
            let own = arguments
                .Where(argument => argument.Name == parameter)
                .Select(argument => Arguments.Number(argument.Value))
                .FirstOrDefault()
            where own is not null
            let others = arguments.Where(argument => argument.Name != parameter).Select(argument => argument.Value.Trim('"'))
            let job = hasOneJob ? Array.Empty<string>() : [$"job {benchmark.Reported.Key.Job}"]
            select new ParameterPoint(benchmark, own.Value, string.Join(", ", others.Concat(job))),
        ];
    }

    private static ScalingResult? FindScaling(
        ImmutableArray<ScalingResult> scaling,
        string parameter,
        ImmutableArray<ParameterPoint> points
    ) => parameter == ScalingFile.Parameter ? scaling.FirstOrDefault(result => points.All(point => point.Others == result.Workload)) : null;

    private static Picture? Draw(ClassView view, string parameter, int index, ImmutableArray<ParameterPoint> points, ScalingResult? scaling)
    {
        ImmutableArray<Panel> panels = CreatePanels(points, scaling);
        if (panels is [])
        {
            return null;
        }

        ImmutableArray<double> values = [.. points.Select(point => point.Value).Distinct().Order()];
        bool isLogY = PictureRules.AreFarApart(points.Select(point => point.Benchmark.Nanoseconds!.Value));

        // With both axes logarithmic a power law is a straight line, whatever its power.
        bool isLogX = values[0] > 0 && (isLogY || PictureRules.AreFarApart(values));
        bool hasTickEach = !isLogX && values.Length <= MostTicks && values.All(double.IsInteger);
        PanelChart chart = new(
            FormattableString.Invariant($"report-{view.Id}-by-{index + 1}"),
            $"{view.Name}: time against {parameter}",
            $"{Figures.FormatCount(panels.Length, "panel")}, one a method; the table has every median.",
            new Axis(parameter, Quantity.Number, isLogX),
            new Axis("time of an operation", Quantity.Time, isLogY, !isLogY),
            [.. panels.Take(MostPanels)],
            ScalingCourses.CreateLegend(scaling)
        )
        {
            Across = hasTickEach ? values : [],
        };
        return new Picture(
            chart.Id,
            chart.Title,
            ScalingCourses.Describe(scaling) + PictureRules.NotDrawn(Math.Max(0, panels.Length - MostPanels), "panel"),
            chart.Draw(),
            CreateValues(parameter, points, scaling)
        );
    }

    private static ImmutableArray<Panel> CreatePanels(ImmutableArray<ParameterPoint> points, ScalingResult? scaling)
    {
        bool isAlike = points.Select(point => point.Others).Distinct().Count() == 1;
        return
        [
            .. points
                .GroupBy(point => (point.Benchmark.Name, point.Others))
                .Where(panel => panel.Count() > 1)
                .OrderBy(panel => panel.Key.Others, StringComparer.Ordinal)
                .ThenBy(panel => panel.Key.Name, StringComparer.Ordinal)
                .Select(panel =>
                    CreatePanel(
                        isAlike ? panel.Key.Name : $"{panel.Key.Name}, {panel.Key.Others}",
                        [.. panel.OrderBy(point => point.Value)],
                        scaling
                    )
                ),
        ];
    }

    private static Panel CreatePanel(string name, ImmutableArray<ParameterPoint> points, ScalingResult? scaling)
    {
        ScalingModel? model = ScalingCourses.Find(scaling, points[0].Benchmark);
        return new Panel(
            name,
            ScalingCourses.Describe(model?.Law),
            [
                .. from point in points
                from nanoseconds in point.LaunchNanoseconds
                select (
                    new Point(point.Value, nanoseconds),
                    PictureRules.FormatHover(name, $"{Quantity.Bare(point.Value)}: {Figures.FormatTime(nanoseconds)}")
                ),
            ],
            ScalingCourses.Create(points, model, scaling?.Cores ?? 0)
        );
    }

    private static Grid CreateValues(string parameter, ImmutableArray<ParameterPoint> points, ScalingResult? scaling)
    {
        ImmutableArray<Column<ParameterPoint>> columns =
        [
            new("Benchmark", point => point.Benchmark.Name),
            new("Other parameters", point => point.Others),
            new(parameter, point => Quantity.Bare(point.Value), true),
            new("Median of the launches", point => Figures.FormatTime(point.MedianNanoseconds), true),
        ];
        return Grid.Create(points, scaling is null ? columns : [.. columns, .. ScalingCourses.CreateColumns(scaling)]);
    }
}
