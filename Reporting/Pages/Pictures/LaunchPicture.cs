using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;
using MathNet.Numerics.Statistics;

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

        double[] relative =
        [
            .. measured.SelectMany(benchmark =>
                benchmark.Reported.Launches.SelectMany(launch => launch.NanosecondsPerOp).Select(time => time / FindTypicalTime(benchmark))
            ),
        ];
        int lanes = measured.Max(benchmark => benchmark.Reported.Launches.Length);
        string id = $"report-{view.Id}-launches";
        RowChart chart = new(
            id,
            $"{view.Name}: every launch and iteration",
            $"{Figures.FormatCount(measured.Length, "benchmark")} with up to {Figures.FormatCount(lanes, "launch", "launches")}, a line each; the table has their figures.",
            new Axis(
                "Time of an operation ÷ the benchmark's typical launch",
                Quantity.Times,
                relative.Max() / relative.Min() > WidestLinear
            ),
            [.. drawn.Select(group => new RowGroup(group.Heading, [.. group.Benchmarks.Select(CreateRow)]))],
            [new(new Dots([], 1, 0, ""), "iterations, a line a launch"), new(new Notch(0, 0, ""), "median of a launch")]
        )
        {
            Reference = (1, "typical"),
            RowHeight = Math.Clamp((lanes * LaneHeight) + Margin, 22, HighestRow),
        };
        return new Picture(
            id,
            chart.Title,
            "A line is a launch (a process), a dot an iteration, each ÷ its own benchmark's typical launch, which stands at the right. Lines that stand apart are launches that differ: a second mode, or an outlier launch."
                + PictureRules.NotDrawn(leftOut),
            chart.Draw(),
            Values(view.Groups)
        );
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
        double median = launch.NanosecondsPerOp.Median();
        string hover = PictureRules.FormatHover(
            benchmark.Name,
            $"launch {Figures.FormatCount(index + 1)}: median {Figures.FormatTime(median)}",
            $"{Figures.FormatCount(launch.NanosecondsPerOp.Length, "iteration")}, {Figures.FormatInterval(launch.NanosecondsPerOp.Min(), launch.NanosecondsPerOp.Max(), Figures.FormatTime)}"
        );
        double typical = FindTypicalTime(benchmark);
        yield return new Dots([.. launch.NanosecondsPerOp.Select(time => time / typical)], 1, lane, hover);
        yield return new Notch(median / typical, lane, hover);
    }

    private static double FindTypicalTime(BenchmarkView benchmark) => benchmark.Nanoseconds!.Value;

    private static Grid Values(ImmutableArray<BenchmarkGroup> groups) =>
        new(
            [
                new Column("Benchmark"),
                new Column("Parameters"),
                new Column("Launch", true),
                new Column("Iterations", true),
                new Column("Lowest", true),
                new Column("Median", true),
                new Column("Highest", true),
            ],
            [
                .. from @group in groups
                from benchmark in @group.Benchmarks
                from launch in benchmark.Reported.Launches.Index()
                let values = launch.Item.NanosecondsPerOp
                select ImmutableArray.Create<Cell>(
                    benchmark.Name,
                    @group.Heading ?? "",
                    Figures.FormatCount(launch.Index + 1),
                    Figures.FormatCount(values.Length),
                    Figures.FormatTime(values.Min()),
                    Figures.FormatTime(values.Median()),
                    Figures.FormatTime(values.Max())
                ),
            ]
        );
}
