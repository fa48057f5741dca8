using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Time against a parameter that is a number, a panel a method; with the suite's laws where the report has them.</summary>
internal static class ParameterPicture
{
    private const int FewestValues = 3;
    private const int MostPanels = 12;

    private const int Measured = 1;
    private const int Law = 2;
    private const int Predicted = 3;

    /// <summary>A picture for each number among the parameters of a class.</summary>
    /// <param name="view">The class.</param>
    /// <param name="scaling">What the suite says of it; empty for nothing.</param>
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
        return names.Select((name, i) => Draw(view, measured, name, i, scaling)).OfType<Picture>();
    }

    private static Picture? Draw(
        ClassView view,
        BenchmarkView[] measured,
        string parameter,
        int index,
        ImmutableArray<ScalingResult> scaling
    )
    {
        bool hasOneJob = measured.Select(benchmark => benchmark.Reported.Key.Job).Distinct().Count() <= 1;
        (BenchmarkView Benchmark, double Value, string Others)[] points =
        [
            .. from benchmark in measured
            let arguments = Arguments.Parse(benchmark.Parameters)
            let own = arguments
                .Where(argument => argument.Name == parameter)
                .Select(argument => Arguments.Number(argument.Value))
                .FirstOrDefault()
            where own is not null
            let others = arguments.Where(argument => argument.Name != parameter).Select(argument => argument.Value.Trim('"'))
            select (benchmark, own.Value, string.Join(", ", hasOneJob ? others : others.Append($"job {benchmark.Reported.Key.Job}"))),
        ];
        double[] values = [.. points.Select(point => point.Value).Distinct().Order()];
        if (values.Length < FewestValues || points.Length < measured.Length)
        {
            return null;
        }

        bool isAlike = points.Select(point => point.Others).Distinct().Count() == 1;
        var panels = points
            .GroupBy(point => (point.Benchmark.Name, point.Others))
            .Where(group => group.Count() > 1)
            .OrderBy(group => group.Key.Others, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .ToArray();
        bool isLogY = PictureRules.AreFarApart(points.Select(point => point.Benchmark.Nanoseconds!.Value));

        // With both axes logarithmic a power law is a straight line, whatever its power.
        bool isLogX = values[0] > 0 && (isLogY || PictureRules.AreFarApart(values));
        ScalingResult? suite = scaling.FirstOrDefault(result =>
            parameter == "Workers" && points.All(point => point.Others == result.Workload)
        );
        string id = FormattableString.Invariant($"report-{view.Id}-by-{index + 1}");
        if (panels is [])
        {
            return null;
        }

        PanelChart chart = new(
            id,
            $"{view.Name}: time against {parameter}",
            $"{Figures.FormatCount(panels.Length, "panel")}, one a method; the table has every median.",
            new Axis(parameter, Quantity.Number, isLogX),
            new Axis("time of an operation", Quantity.Time, isLogY, !isLogY),
            [
                .. panels
                    .Take(MostPanels)
                    .Select(panel =>
                        CreatePanel(
                            isAlike ? panel.Key.Name : $"{panel.Key.Name}, {panel.Key.Others}",
                            [.. panel.Select(point => (point.Benchmark, point.Value))],
                            suite
                        )
                    ),
            ],
            CreateLegend(suite)
        )
        {
            Across = !isLogX && values.Length <= 12 && values.All(value => value == Math.Floor(value)) ? [.. values] : [],
        };
        return new Picture(
            id,
            chart.Title,
            Caption(suite) + PictureRules.NotDrawn(Math.Max(0, panels.Length - MostPanels), "panel"),
            chart.Draw(),
            Values(parameter, [.. points.Select(point => (point.Benchmark, point.Value, point.Others))], suite)
        );
    }

    private static Panel CreatePanel(string name, (BenchmarkView Benchmark, double Value)[] points, ScalingResult? suite)
    {
        (BenchmarkView Benchmark, double Value)[] inOrder = [.. points.OrderBy(point => point.Value)];
        ScalingModel? model = suite?.Models.FirstOrDefault(model => model.Method == inOrder[0].Benchmark.Reported.Method);
        return new Panel(
            name,
            model?.Law is { } fitted
                ? FormattableString.Invariant(
                    $"{fitted.Name}: σ {fitted.Sigma:G2}{(fitted.Kappa > 0 ? FormattableString.Invariant($", κ {fitted.Kappa:G2}") : "")}"
                )
                : "",
            [
                .. from point in inOrder
                from launch in LaunchSummaries.ComputeLogMedians(point.Benchmark.Reported.Launches)
                select (
                    new Point(point.Value, Math.Exp(launch)),
                    PictureRules.FormatHover(name, $"{Quantity.Bare(point.Value)}: {Figures.FormatTime(Math.Exp(launch))}")
                ),
            ],
            [
                .. model?.Law is null
                    ?
                    [
                        new Course(
                            [.. inOrder.Select(point => new Point(point.Value, Median(point.Benchmark)))],
                            Measured,
                            CourseStyle.Solid
                        ),
                    ]
                    : Array.Empty<Course>(), // points and their law say it without a line between
                .. model is { Predicted.Count: > 1 }
                    ?
                    [
                        new Course(
                            [.. model.Predicted.Select(point => new Point(point.Workers, point.Nanoseconds))],
                            Predicted,
                            CourseStyle.Dotted
                        ),
                    ]
                    : Array.Empty<Course>(),
                .. model?.Law is { } law
                    ? [CreateCourse(law, inOrder[0].Value, Math.Min(inOrder[^1].Value, suite!.Cores))]
                    : Array.Empty<Course>(),
            ]
        );
    }

    private static Course CreateCourse(ScalingLaw law, double from, double to) =>
        new(
            [
                .. Enumerable
                    .Range(0, 41)
                    .Select(i => from + ((to - from) * i / 40))
                    .Select(workers => new Point(workers, law.TimeWith(workers))),
            ],
            Law,
            CourseStyle.Dashed
        );

    private static double Median(BenchmarkView benchmark) =>
        Math.Exp(LaunchSummaries.ComputeLogMedians(benchmark.Reported.Launches).Median());

    private static ImmutableArray<(Course, string)> CreateLegend(ScalingResult? suite) =>
        [
            (new Course([], Measured, CourseStyle.Solid), "a launch"),
            (new Course([default], Measured, CourseStyle.Solid), "median"),
            .. suite?.Models.Any(model => model.Law is not null) == true
                ? [(new Course([default], Law, CourseStyle.Dashed), "fitted law")]
                : Array.Empty<(Course, string)>(),
            .. suite?.Models.Any(model => model.Predicted.Count > 1) == true
                ? [(new Course([default], Predicted, CourseStyle.Dotted), "predicted from schedule, work and costs")]
                : Array.Empty<(Course, string)>(),
        ];

    private static string Caption(ScalingResult? suite)
    {
        string points =
            suite?.Models.Any(model => model.Law is not null) == true
                ? "A point is a launch; a solid line joins the medians where no law is fitted."
                : "A point is a launch; the line joins the medians.";
        string[] reasons = [.. (suite?.Models.Select(model => model.WhyNoLaw).OfType<string>().Distinct() ?? [])];
        return suite is null
            ? points
            : $"{points} Laws are fitted to the launches with up to {Figures.FormatCount(suite.Cores, "worker")}, one a core; beyond that the operating system shares the cores."
                + string.Concat(reasons.Take(1).Select(reason => $" The laws of scaling {reason}."));
    }

    private static Grid Values(
        string parameter,
        ImmutableArray<(BenchmarkView Benchmark, double Value, string Others)> points,
        ScalingResult? suite
    ) =>
        new(
            [
                new Column("Benchmark"),
                new Column("Other parameters"),
                new Column(parameter, true),
                new Column("Median of the launches", true),
                .. suite is null ? Array.Empty<Column>() : [new Column("Law", true), new Column("Predicted", true)],
            ],
            [
                .. points.Select(point =>
                    ImmutableArray.Create<Cell>([
                        point.Benchmark.Name,
                        point.Others,
                        Quantity.Bare(point.Value),
                        Figures.FormatTime(Median(point.Benchmark)),
                        .. suite is null ? Array.Empty<Cell>() : SuiteCells(suite, point.Benchmark, point.Value),
                    ])
                ),
            ]
        );

    private static Cell[] SuiteCells(ScalingResult suite, BenchmarkView benchmark, double workers)
    {
        ScalingModel? model = suite.Models.FirstOrDefault(model => model.Method == benchmark.Reported.Method);
        return
        [
            PictureRules.Time(workers <= suite.Cores ? model?.Law?.TimeWith(workers) : null),
            PictureRules.Time(model?.PredictedWith(workers)),
        ];
    }
}
