using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Every benchmark over the runs, with its levels and the points where they change; a panel a benchmark.</summary>
internal static class HistoryPicture
{
    private const int MostPanels = 12;
    private const int PointSeries = 1;
    private const int LevelSeries = 2;

    /// <returns>None where no benchmark has two runs.</returns>
    public static IEnumerable<Picture> Draw(History history) => Draw(history, "history", "", (_, _) => null);

    /// <param name="history">The runs and their changes.</param>
    /// <param name="id">See <see cref="Picture"/>.</param>
    /// <param name="place">Behind the title, to tell pictures of a page apart; may be empty.</param>
    /// <param name="findComparison">The page that compares a run with the one before it; null for none.</param>
    public static IEnumerable<Picture> Draw(History history, string id, string place, Func<Report, Report, string?> findComparison)
    {
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks(history.Series.Select(series => series.Key));
        HistoryCourse[] courses =
        [
            .. history
                .Shown.Where(series => series.Points.Length > 1)
                .OrderByDescending(series => series.Changes.Select(change => Math.Abs(change.LogRatio)).DefaultIfEmpty(0).Max())
                .Select(series => HistoryCourse.Create(history, series, names[series.Key], findComparison)),
        ];
        return courses is [] ? [] : [Draw(history, courses, id, place)];
    }

    private static Picture Draw(History history, HistoryCourse[] courses, string id, string place)
    {
        string value = history.IsAbsolute ? "time" : "speed-up";
        PanelChart chart = new(
            id,
            $"Every benchmark's {value} over the runs{place}",
            $"{Figures.FormatCount(courses.Length, "panel")}, one a benchmark; the table has every run.",
            new Axis("run by its commit or number, the oldest first", Quantity.Number),
            new Axis(
                $"{value} as a multiple of the first level",
                Quantity.Times,
                PictureRules.AreFarApart(courses.SelectMany(course => course.Points.Select(point => point.Multiple)))
            ),
            [.. courses.Take(MostPanels).Select(CreatePanel)],
            [
                (new Course([], PointSeries, CourseStyle.Solid), "a run"),
                (new Course([default], LevelSeries, CourseStyle.Solid), "the level: the median of its runs"),
                (new Course([default], LevelSeries, CourseStyle.Dotted), "a change"),
            ]
        )
        {
            Across = [.. Enumerable.Range(1, history.Runs.Length).Select(run => (double)run)],
            AcrossLabels = LabelRuns(history),
        };
        return new Picture(
            chart.Id,
            chart.Title,
            "A dotted line stands where the level changed"
                + (
                    courses.Any(course => course.Points.Any(point => point.Band is not null))
                        ? "; the grey band is the 95 % interval of each run. "
                        : ". No run has an interval: that needs three launches. "
                )
                + "All panels have the same axes, and the largest change comes first."
                + (
                    courses.Any(course => course.Points.Any(point => point.Comparison is not null))
                        ? " A run opens its comparison with the run before it."
                        : ""
                )
                + PictureRules.NotDrawn(Math.Max(0, courses.Length - MostPanels), "panel"),
            chart.Draw(),
            CreateValues(history, courses)
        );
    }

    private static Panel CreatePanel(HistoryCourse course)
    {
        double lowest = course.Points.Min(point => point.Multiple);
        double highest = course.Points.Max(point => point.Multiple);
        return new Panel(
            course.Name,
            course.Note,
            [
                .. course.Points.Select(point => new PanelPoint(
                    new Point(point.Run, point.Multiple),
                    PictureRules.FormatHover(course.Name, point.Hover)
                )
                {
                    Link = point.Comparison is { } comparison ? RelativeLink.Encode(comparison) : null,
                }),
            ],
            [
                .. course.Levels.Select(level => new Course(
                    [new Point(level.First, level.Multiple), new Point(level.Last, level.Multiple)],
                    LevelSeries,
                    CourseStyle.Solid
                )),
                .. course
                    .Levels.Zip(course.Levels.Skip(1), (before, after) => (before.Last + after.First) / 2.0)
                    .Select(at => new Course([new Point(at, lowest), new Point(at, highest)], LevelSeries, CourseStyle.Dotted)),
            ]
        )
        {
            Band = [.. course.Points.Where(point => point.Band is not null).Select(point => point.Band!.Value)],
        };
    }

    // A commit says more than a number; where there is none, the run's number stands. A + is for changes on top of it.
    private static ImmutableDictionary<double, string> LabelRuns(History history) =>
        history
            .Runs.Select(
                (run, i) =>
                    (
                        Run: i + 1.0,
                        Label: RunText.FormatSource(run.Environment.Commit).Replace(" and changes", "+", StringComparison.Ordinal)
                    )
            )
            .Where(run => run.Label != Figures.None)
            .ToImmutableDictionary(run => run.Run, run => run.Label);

    private static Grid CreateValues(History history, HistoryCourse[] courses) =>
        Grid.Create(
            courses.SelectMany(course => course.Points, (course, point) => (Course: course, Point: point)),
            new("Benchmark", row => row.Course.Name),
            new("Run", row => Figures.FormatCount(row.Point.Run), true),
            new("Report", row => new Cell(row.Point.Report.Path, Link: row.Point.Comparison)),
            new("Source", row => RunText.FormatSource(row.Point.Report.Environment.Commit)),
            new("Started", row => RunText.FormatStart(row.Point.Report)),
            new(history.IsAbsolute ? "Time" : "Speed-up", row => row.Point.Value, true),
            new("95 % interval", row => row.Point.Interval, true),
            new("Multiple", row => Figures.FormatRatio(Math.Log(row.Point.Multiple)), true),
            new("Level", row => row.Point.IsFirstOfLevel ? new Cell("changed", Tone.Uncertain) : "")
        );
}

/// <summary>One benchmark's panel.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Note">Its changes in words.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Levels">One more than changes.</param>
internal sealed record HistoryCourse(string Name, string Note, ImmutableArray<CoursePoint> Points, ImmutableArray<CourseLevel> Levels)
{
    public static HistoryCourse Create(History history, HistorySeries series, string name, Func<Report, Report, string?> findComparison)
    {
        double[] logs = [.. series.Points.Select(point => point.Log)];
        int[] starts = [.. series.Changes.Select(change => change.Index)];
        int[] runs = [.. series.Points.Select(point => Array.FindIndex([.. history.Runs], run => ReferenceEquals(run, point.Run)) + 1)];
        double[] levels = [.. ChangeDetector.Cut(logs, starts).Select(level => level.Median())];
        int[] bounds = [0, .. starts, logs.Length];
        return new HistoryCourse(
            name,
            Describe(history, series, runs),
            [
                .. series.Points.Select(
                    (point, i) =>
                        new CoursePoint(
                            point.Run,
                            runs[i],
                            Math.Exp(point.Log - levels[0]),
                            HistoryDocument.FormatValue(history, point.Log),
                            starts.Contains(i)
                        )
                        {
                            Comparison = i > 0 ? findComparison(series.Points[i - 1].Run, point.Run) : null,
                            Interval = FormatInterval(history, point.Interval),
                            Band = point.Interval is { } log
                                ? new BandPoint(runs[i], Math.Exp(log.Lower - levels[0]), Math.Exp(log.Upper - levels[0]))
                                : null,
                        }
                ),
            ],
            [.. levels.Select((level, i) => new CourseLevel(runs[bounds[i]], runs[bounds[i + 1] - 1], Math.Exp(level - levels[0])))]
        );
    }

    private static string FormatInterval(History history, Estimate? interval) =>
        PictureRules.OrNone(history.IsAbsolute ? PictureRules.FormatTimeInterval(interval) : PictureRules.FormatSpeedupInterval(interval));

    private static string Describe(History history, HistorySeries series, int[] runs) =>
        series.Changes is []
            ? "no change"
            : string.Join(
                ", ",
                series.Changes.Select(change =>
                    $"run {Figures.FormatCount(runs[change.Index])}: {HistoryDocument.FormatChange(history, change)}"
                )
            );
}

/// <summary>One run in a panel.</summary>
/// <param name="Report">The run.</param>
/// <param name="Run">Its number, 1 and up.</param>
/// <param name="Multiple">Its value as a multiple of the first level.</param>
/// <param name="Value">Its value in words.</param>
/// <param name="IsFirstOfLevel">True behind a change.</param>
internal sealed record CoursePoint(Report Report, int Run, double Multiple, string Value, bool IsFirstOfLevel)
{
    /// <summary>The page that compares the run with the one before it; null for none.</summary>
    public string? Comparison { get; init; }

    /// <summary>Its 95 % interval in words.</summary>
    public string Interval { get; init; } = Figures.None;

    /// <summary>The same as multiples of the first level; null for none.</summary>
    public BandPoint? Band { get; init; }

    public string Hover =>
        $"run {Figures.FormatCount(Run)}, {RunText.FormatStart(Report)}: {Value}, 95 % interval {Interval}\n"
        + $"source {RunText.FormatSource(Report.Environment.Commit)}\n{Report.Path}";
}

/// <summary>A level.</summary>
/// <param name="First">Its first run.</param>
/// <param name="Last">Its last run.</param>
/// <param name="Multiple">As a multiple of the first level.</param>
internal sealed record CourseLevel(int First, int Last, double Multiple);
