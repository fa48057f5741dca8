using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>The rules and parts that all pictures have in common.</summary>
internal static class PictureRules
{
    /// <summary>Beyond this ratio of the largest to the smallest, equal lengths hide the small ones.</summary>
    public const double LargestLinearRatio = 20;

    /// <summary>A picture of more rows cannot be read; the table has all.</summary>
    public const int MostRows = 60;

    private static readonly double LongestWhisker = Math.Log(3);

    /// <summary>The columns that every table of a run's benchmarks begins with.</summary>
    public static ImmutableArray<Column<BenchmarkView>> NameColumns { get; } =
    [new("Benchmark", benchmark => benchmark.Name), new("Parameters", benchmark => benchmark.Heading)];

    /// <param name="chart">The drawing.</param>
    /// <param name="caption">Its explanation.</param>
    /// <param name="leftOut">The number of rows that are in the table only.</param>
    /// <param name="values">The table.</param>
    public static Picture Create(RowChart chart, string caption, int leftOut, Grid values) =>
        new(chart.Id, chart.Title, caption + NotDrawn(leftOut), chart.Draw(), values);

    /// <summary>A row for each benchmark, below the headings of their groups.</summary>
    public static ImmutableArray<RowGroup> CreateRows(ImmutableArray<BenchmarkGroup> groups, Func<BenchmarkView, ChartRow> create) =>
        [.. groups.Select(group => new RowGroup(group.Heading, [.. group.Benchmarks.Select(create)]))];

    /// <summary>A bar from 0, or a point where a logarithmic axis has no 0.</summary>
    public static Mark CreateValue(double value, bool isLog, string hover) =>
        isLog ? new Spot(value, Shape.Circle, 1, 0, hover) : new Bar(0, value, 1, BarStyle.Solid, hover);

    /// <summary>True where values need a logarithmic axis.</summary>
    public static bool AreFarApart(IEnumerable<double> values)
    {
        double[] positive = [.. values.Where(value => double.IsFinite(value) && value > 0)];
        return positive is not [] && positive.Max() / positive.Min() > LargestLinearRatio;
    }

    /// <summary>A sentence on a logarithmic axis; empty for another one.</summary>
    public static string DescribeAxis(bool isLog) => isLog ? " The axis is logarithmic: equal distances are equal ratios." : "";

    /// <returns>The groups with the benchmarks that a picture can show; none is empty.</returns>
    public static ImmutableArray<BenchmarkGroup> Where(ImmutableArray<BenchmarkGroup> groups, Func<BenchmarkView, bool> isShown) =>
        [
            .. groups
                .Select(group => group with { Benchmarks = [.. group.Benchmarks.Where(isShown)] })
                .Where(group => group.Benchmarks.Length > 0),
        ];

    /// <returns>The first groups, as many as may be drawn, and how many rows that leaves out.</returns>
    public static (ImmutableArray<BenchmarkGroup> Drawn, int LeftOut) Limit(ImmutableArray<BenchmarkGroup> groups)
    {
        HashSet<BenchmarkView> drawn = [.. groups.SelectMany(group => group.Benchmarks).Take(MostRows)];
        return (Where(groups, drawn.Contains), groups.Sum(group => group.Benchmarks.Length) - drawn.Count);
    }

    /// <summary>A sentence on what is not drawn; empty where all is.</summary>
    /// <param name="leftOut">The number of them; the table has them all the same.</param>
    /// <param name="noun">Their name.</param>
    public static string NotDrawn(int leftOut, string noun = "row") =>
        leftOut == 0 ? "" : $" {Figures.FormatCount(leftOut, noun)} more are in the table only.";

    /// <summary>
    /// An interval; none where there is no spread. One without an end would press all others into a line: it is drawn to a
    /// few times its value, and the table has its ends.
    /// </summary>
    /// <param name="log">In natural logarithms.</param>
    /// <param name="hover">Shown to a reader who points at it.</param>
    /// <param name="lane">See <see cref="Spot"/>.</param>
    public static IEnumerable<Mark> CreateWhisker(Estimate? log, string hover, double lane = 0) =>
        log is { Variance: > 0 } known ? CreateWhisker(known.Value, known.Lower, known.Upper, hover, lane) : [];

    /// <inheritdoc cref="CreateWhisker(Estimate?, string, double)"/>
    public static IEnumerable<Mark> CreateWhisker(double value, double lower, double upper, string hover, double lane = 0)
    {
        double lowest = value - LongestWhisker;
        double highest = value + LongestWhisker;
        return lower < upper
            ?
            [
                new Whisker(Math.Exp(Math.Max(lower, lowest)), Math.Exp(Math.Min(upper, highest)), lane, hover)
                {
                    HasLowEnd = lower >= lowest,
                    HasHighEnd = upper <= highest,
                },
            ]
            : [];
    }

    /// <summary>The 95 % interval of a time; empty where there is none.</summary>
    public static string FormatTimeInterval(Estimate? log) =>
        log is { Variance: > 0 } known ? Figures.FormatInterval(Math.Exp(known.Lower), Math.Exp(known.Upper), Figures.FormatTime) : "";

    /// <summary>The same of a speed-up.</summary>
    public static string FormatSpeedupInterval(Estimate? log) =>
        log is { Variance: > 0 } known ? Figures.FormatInterval(known.Lower, known.Upper, Figures.FormatSpeedup) : "";

    /// <summary>The text of a table's cell, which says so where there is nothing.</summary>
    public static string OrNone(string text) => text.Length > 0 ? text : Figures.None;

    /// <summary>A name on a line of its own, so that its direction of writing is its own too, and figures below it.</summary>
    public static string FormatHover(string name, params string[] lines) => string.Join('\n', lines.Prepend(name));

    /// <summary>A speed-up.</summary>
    public static string Speedup(double? speedup) => speedup is { } known ? Figures.FormatSpeedup(Math.Log(known)) : Figures.None;

    /// <summary>A time.</summary>
    public static string Time(double? nanoseconds) => nanoseconds is { } known ? Figures.FormatTime(known) : Figures.None;
}
