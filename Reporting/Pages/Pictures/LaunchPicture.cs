using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Every launch and every iteration: two modes or one outlier launch show here and in no mean.</summary>
internal static class LaunchPicture
{
    private const double LaneHeight = 5;
    private const double Margin = 10;
    private const double HighestRow = 64;

    // Beyond it one slow iteration presses all others into a line.
    private const double WidestLinear = 3;

    /// <returns>Null where nothing was measured.</returns>
    public static Picture? Draw(ClassView view)
    {
        (ImmutableArray<BenchmarkGroup> drawn, int leftOut) = PictureRules.Limit(view.Groups);
        BenchmarkView[] measured = [.. drawn.SelectMany(group => group.Benchmarks).Where(benchmark => !benchmark.Reported.IsFailed)];
        if (measured is [])
        {
            return null;
        }

        int lanes = measured.Max(benchmark => benchmark.Reported.Launches.Length);
        RowChart chart = new(
            $"report-{view.Id}-launches",
            $"{view.Name}: every launch and iteration",
            $"{Figures.FormatCount(measured.Length, "benchmark")} with up to {Figures.FormatCount(lanes, "launch", "launches")}, "
                + "a line each; the table has their figures.",
            new Axis("Time of an operation ÷ the benchmark's typical launch", Quantity.Times, IsWide(measured)),
            PictureRules.CreateRows(drawn, CreateRow),
            [new(new Dots([], 1, 0, ""), "iterations, a line a launch"), new(new Notch(0, 0, ""), "median of a launch")]
        )
        {
            Reference = (1, "typical"),
            RowHeight = Math.Clamp((lanes * LaneHeight) + Margin, 22, HighestRow),
        };
        return PictureRules.Create(
            chart,
            "A line is a launch (a process), a dot an iteration, each ÷ its own benchmark's typical launch, which stands at the right. "
                + "Lines that stand apart are launches that differ: a second mode, or an outlier launch.",
            leftOut,
            CreateValues(view)
        );
    }

    private static bool IsWide(BenchmarkView[] measured)
    {
        double[] relative =
        [
            .. from benchmark in measured
            from launch in benchmark.Reported.Launches
            from time in launch.NanosecondsPerOp
            select time / benchmark.Nanoseconds!.Value,
        ];
        return relative.Max() / relative.Min() > WidestLinear;
    }

    private static ChartRow CreateRow(BenchmarkView benchmark)
    {
        ImmutableArray<Launch> launches = benchmark.Reported.Launches;
        return new ChartRow(
            benchmark.Name,
            benchmark.Reported.IsFailed ? "failed" : PictureRules.Time(benchmark.Nanoseconds),
            [.. launches.SelectMany((launch, i) => CreateMarks(benchmark, launch, i, launches.Length))]
        );
    }

    private static IEnumerable<Mark> CreateMarks(BenchmarkView benchmark, Launch launch, int index, int count)
    {
        double lane = count == 1 ? 0 : (((index + 0.5) / count) - 0.5) * 0.8;
        double median = Median(launch);
        ImmutableArray<double> times = launch.NanosecondsPerOp;
        string hover = PictureRules.FormatHover(
            benchmark.Name,
            $"launch {Figures.FormatCount(index + 1)}: median {Figures.FormatTime(median)}",
            $"{Figures.FormatCount(times.Length, "iteration")}, {Figures.FormatInterval(times.Min(), times.Max(), Figures.FormatTime)}"
        );
        double typical = benchmark.Nanoseconds!.Value;
        yield return new Dots([.. times.Select(time => time / typical)], 1, lane, hover);
        yield return new Notch(median / typical, lane, hover);
    }

    private static double Median(Launch launch) => LaunchSummaries.Summarize(launch.NanosecondsPerOp, LaunchSummary.Median, iterations: 0);

    private static Grid CreateValues(ClassView view) =>
        Grid.Create(
            from benchmark in view.Benchmarks
            from launch in benchmark.Reported.Launches.Index()
            select (Benchmark: benchmark, launch.Index, Launch: launch.Item, Times: launch.Item.NanosecondsPerOp),
            new("Benchmark", row => row.Benchmark.Name),
            new("Parameters", row => row.Benchmark.Heading),
            new("Launch", row => Figures.FormatCount(row.Index + 1), true),
            new("Iterations", row => Figures.FormatCount(row.Times.Length), true),
            new("Lowest", row => Figures.FormatTime(row.Times.Min()), true),
            new("Median", row => Figures.FormatTime(Median(row.Launch)), true),
            new("Highest", row => Figures.FormatTime(row.Times.Max()), true)
        );
}
