using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>A benchmark at one value of a parameter.</summary>
/// <param name="Benchmark">Its figures.</param>
/// <param name="Value">The value of the parameter.</param>
/// <param name="Others">Its other parameters.</param>
internal sealed record ParameterPoint(BenchmarkView Benchmark, double Value, string Others)
{
    /// <summary>The median of each launch.</summary>
    public ImmutableArray<double> LaunchNanoseconds { get; } =
    [.. LaunchSummaries.ComputeLogMedians(Benchmark.Reported.Launches).Select(Math.Exp)];

    /// <summary>The median of the launches.</summary>
    public double MedianNanoseconds => Math.Exp(LaunchSummaries.ComputeLogMedians(Benchmark.Reported.Launches).Median());
}

/// <summary>The lines through the points of a parameter: medians, and the law and prediction that <c>scaling.json</c> has.</summary>
internal static class ScalingCourses
{
    private const int Measured = 1;
    private const int Law = 2;
    private const int Predicted = 3;
    private const int Steps = 40;

    /// <returns>The scaling of a benchmark; null where there is none.</returns>
    public static ScalingModel? Find(ScalingResult? scaling, BenchmarkView benchmark) =>
        scaling?.Models.FirstOrDefault(model => model.Method == benchmark.Reported.Method);

    /// <param name="points">Of one benchmark, from left to right.</param>
    /// <param name="model">Its scaling; null for none.</param>
    /// <param name="cores">The cores that the run could use: no law goes beyond them.</param>
    public static ImmutableArray<Course> Create(ImmutableArray<ParameterPoint> points, ScalingModel? model, int cores)
    {
        List<Course> courses = [];
        if (model?.Law is null)
        {
            // Points and their law need no line between.
            courses.Add(new([.. points.Select(point => new Point(point.Value, point.MedianNanoseconds))], Measured, CourseStyle.Solid));
        }

        if (model is { Predicted.Count: > 1 })
        {
            courses.Add(
                new([.. model.Predicted.Select(point => new Point(point.Workers, point.Nanoseconds))], Predicted, CourseStyle.Dotted)
            );
        }

        if (model?.Law is { } law)
        {
            double first = points[0].Value;
            double last = Math.Min(points[^1].Value, cores);
            IEnumerable<double> workers = Enumerable.Range(0, Steps + 1).Select(i => first + ((last - first) * i / Steps));
            courses.Add(new([.. workers.Select(count => new Point(count, law.NanosecondsWith(count)))], Law, CourseStyle.Dashed));
        }

        return [.. courses];
    }

    /// <summary>The parameters of a law; empty where there is none.</summary>
    public static string Describe(ScalingLaw? law) =>
        law is null ? ""
        : law.Kappa > 0 ? FormattableString.Invariant($"{law.Name}: σ {law.Sigma:G2}, κ {law.Kappa:G2}")
        : FormattableString.Invariant($"{law.Name}: σ {law.Sigma:G2}");

    /// <summary>The points and lines of a picture in words.</summary>
    public static string Describe(ScalingResult? scaling)
    {
        string points = HasLaws(scaling)
            ? "A point is a launch; a solid line joins the medians where no law is fitted."
            : "A point is a launch; the line joins the medians.";
        string? reason = scaling?.Models.Select(model => model.WhyNoLaw).FirstOrDefault(text => text is not null);
        return scaling is null
            ? points
            : $"{points} Laws are fitted to the launches with up to {Figures.FormatCount(scaling.Cores, "worker")}, one a core; "
                + "beyond that the operating system shares the cores."
                + (reason is null ? "" : $" The laws of scaling {reason}.");
    }

    /// <summary>The legend of a picture's points and lines.</summary>
    public static ImmutableArray<(Course, string)> CreateLegend(ScalingResult? scaling) =>
        [
            (new Course([], Measured, CourseStyle.Solid), "a launch"),
            (new Course([default], Measured, CourseStyle.Solid), "median"),
            .. HasLaws(scaling) ? [(new Course([default], Law, CourseStyle.Dashed), "fitted law")] : Array.Empty<(Course, string)>(),
            .. scaling?.Models.Any(model => model.Predicted.Count > 1) == true
                ? [(new Course([default], Predicted, CourseStyle.Dotted), "predicted from schedule, work and costs")]
                : Array.Empty<(Course, string)>(),
        ];

    /// <summary>The columns of law and prediction.</summary>
    public static ImmutableArray<Column<ParameterPoint>> CreateColumns(ScalingResult scaling) =>
        [
            new(
                "Law",
                point =>
                    PictureRules.Time(
                        point.Value <= scaling.Cores ? Find(scaling, point.Benchmark)?.Law?.NanosecondsWith(point.Value) : null
                    ),
                true
            ),
            new("Predicted", point => PictureRules.Time(Find(scaling, point.Benchmark)?.PredictedNanosecondsWith(point.Value)), true),
        ];

    private static bool HasLaws(ScalingResult? scaling) => scaling?.Models.Any(model => model.Law is not null) == true;
}
