using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
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
    public static IEnumerable<Picture> Draw(History history)
    {
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks(history.Series.Select(series => series.Key));
        HistoryCourse[] courses =
        [
            .. history
                .Shown.Where(series => series.Points.Length > 1)
                .OrderByDescending(series => series.Changes.Select(change => Math.Abs(change.LogRatio)).DefaultIfEmpty(0).Max())
                .Select(series => HistoryCourse.Create(history, series, names[series.Key])),
        ];
        return courses is [] ? [] : [Draw(history, courses)];
    }

    private static Picture Draw(History history, HistoryCourse[] courses)
    {
        string value = history.IsAbsolute ? "time" : "speed-up";
        PanelChart chart = new(
            "history",
            $"Every benchmark's {value} over the runs",
            $"{Figures.FormatCount(courses.Length, "panel")}, one a benchmark; the table has every run.",
            new Axis("run, 1 is the oldest", Quantity.Number),
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
        );
        return new Picture(
            chart.Id,
            chart.Title,
            "A dotted line stands where the level changed. All panels have the same axes, and the largest change comes first."
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
            [.. course.Points.Select(point => (new Point(point.Run, point.Multiple), PictureRules.FormatHover(course.Name, point.Hover)))],
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
        );
    }

    private static Grid CreateValues(History history, HistoryCourse[] courses) =>
        Grid.Create(
            courses.SelectMany(course => course.Points, (course, point) => (Course: course, Point: point)),
            new("Benchmark", row => row.Course.Name),
            new("Run", row => Figures.FormatCount(row.Point.Run), true),
            new("Report", row => row.Point.Report.Path),
            new("Started", row => RunText.FormatStart(row.Point.Report)),
            new(history.IsAbsolute ? "Time" : "Speed-up", row => row.Point.Value, true),
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
    public static HistoryCourse Create(History history, HistorySeries series, string name)
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
                ),
            ],
            [.. levels.Select((level, i) => new CourseLevel(runs[bounds[i]], runs[bounds[i + 1] - 1], Math.Exp(level - levels[0])))]
        );
    }

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
    public string Hover => $"run {Figures.FormatCount(Run)}, {RunText.FormatStart(Report)}: {Value}\n{Report.Path}";
}

/// <summary>A level.</summary>
/// <param name="First">Its first run.</param>
/// <param name="Last">Its last run.</param>
/// <param name="Multiple">As a multiple of the first level.</param>
internal sealed record CourseLevel(int First, int Last, double Multiple);
