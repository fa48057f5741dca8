using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Reporting.Charts;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>What all pictures have in common.</summary>
internal static class PictureRules
{
    /// <summary>Beyond this ratio of the largest to the smallest, equal lengths hide the small ones.</summary>
    public const double LargestLinearRatio = 20;

    /// <summary>More rows than this are no picture but wallpaper; the table has all.</summary>
    public const int MostRows = 60;

    private static readonly double LongestWhisker = Math.Log(3);

    /// <summary>Whether values are for a logarithmic axis.</summary>
    public static bool AreFarApart(IEnumerable<double> values)
    {
        double[] positive = [.. values.Where(value => double.IsFinite(value) && value > 0)];
        return positive is not [] && positive.Max() / positive.Min() > LargestLinearRatio;
    }

    /// <returns>The first groups, as many as may be drawn, and how many rows that leaves out.</returns>
    public static (ImmutableArray<BenchmarkGroup> Drawn, int LeftOut) Limit(ImmutableArray<BenchmarkGroup> groups)
    {
        int room = MostRows;
        List<BenchmarkGroup> drawn = [];
        foreach (BenchmarkGroup group in groups)
        {
            ImmutableArray<BenchmarkView> benchmarks = [.. group.Benchmarks.Take(room)];
            room -= benchmarks.Length;
            if (benchmarks.Length > 0)
            {
                drawn.Add(group with { Benchmarks = benchmarks });
            }
        }

        return ([.. drawn], groups.Sum(group => group.Benchmarks.Length) - drawn.Sum(group => group.Benchmarks.Length));
    }

    /// <summary>Says what is not drawn; empty where all is.</summary>
    /// <param name="leftOut">How many; the table has them all the same.</param>
    /// <param name="noun">What they are.</param>
    public static string NotDrawn(int leftOut, string noun = "row") =>
        leftOut == 0 ? "" : $" {Figures.FormatCount(leftOut, noun)} more are in the table only.";

    /// <summary>An interval; none where there is no spread. One without an end would press all others into a line: it is drawn to a few times its value, and the table has its ends.</summary>
    /// <param name="log">In natural logarithms.</param>
    /// <param name="hover">What a reader sees who points at it.</param>
    /// <param name="lane">See <see cref="Spot"/>.</param>
    public static IEnumerable<Mark> CreateWhisker(Estimate? log, string hover, double lane = 0) =>
        log is { Variance: > 0 } known ? CreateWhisker(known.Value, known.Lower, known.Upper, hover, lane) : [];

    /// <inheritdoc cref="CreateWhisker(Estimate?, string, double)"/>
    public static IEnumerable<Mark> CreateWhisker(double value, double lower, double upper, string hover, double lane = 0)
    {
        if (lower < upper)
        {
            yield return new Whisker(
                Math.Exp(Math.Max(lower, value - LongestWhisker)),
                Math.Exp(Math.Min(upper, value + LongestWhisker)),
                lane,
                hover
            )
            {
                HasLowEnd = lower >= value - LongestWhisker,
                HasHighEnd = upper <= value + LongestWhisker,
            };
        }
    }

    /// <summary>The 95 % interval of a time; empty where there is none.</summary>
    public static string FormatTimeInterval(Estimate? log) =>
        log is { Variance: > 0 } known ? Figures.FormatInterval(Math.Exp(known.Lower), Math.Exp(known.Upper), Figures.FormatTime) : "";

    /// <summary>The same of a speed-up.</summary>
    public static string FormatSpeedupInterval(Estimate? log) =>
        log is { Variance: > 0 } known ? Figures.FormatInterval(known.Lower, known.Upper, Figures.FormatSpeedup) : "";

    /// <summary>A table's cell, which says so where there is nothing.</summary>
    public static string OrNone(string text) => text.Length > 0 ? text : Figures.None;

    /// <summary>A name on a line of its own, so that its direction of writing is its own too, and figures below it.</summary>
    public static string FormatHover(string name, params string[] lines) => string.Join('\n', lines.Prepend(name));

    /// <summary>A speed-up.</summary>
    public static string Speedup(double? speedup) => speedup is { } known ? Figures.FormatSpeedup(Math.Log(known)) : Figures.None;

    /// <summary>A time.</summary>
    public static string Time(double? nanoseconds) => nanoseconds is { } known ? Figures.FormatTime(known) : Figures.None;
}
