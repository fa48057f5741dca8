using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Times with their intervals, where nothing can be compared with a baseline.</summary>
internal static class TimePicture
{
    /// <returns>Null where fewer than two were measured.</returns>
    public static Picture? Draw(ClassView view)
    {
        (ImmutableArray<BenchmarkGroup> drawn, int leftOut) = PictureRules.Limit(view.Groups);
        double[] times = [.. drawn.SelectMany(group => group.Benchmarks).Select(benchmark => benchmark.Nanoseconds).OfType<double>()];
        if (times.Length < 2)
        {
            return null;
        }

        bool isLog = PictureRules.AreFarApart(times);
        string id = $"report-{view.Id}-times";
        RowChart chart = new(
            id,
            $"{view.Name}: time of an operation",
            $"From {Figures.FormatTime(times.Min())} to {Figures.FormatTime(times.Max())}.",
            new Axis("Time of an operation", Quantity.Time, isLog, !isLog),
            [.. drawn.Select(group => new RowGroup(group.Heading, [.. group.Benchmarks.Select(benchmark => CreateRow(benchmark, isLog))]))],
            [
                new(isLog ? new Spot(0, Shape.Circle, 1, 0, "") : new Bar(0, 0, 1, BarStyle.Solid, ""), "time"),
                new(new Whisker(0, 0, 0, ""), "95 % interval, from three launches on"),
            ]
        );
        return new Picture(
            id,
            chart.Title,
            "The typical time of a launch; the thin line is the 95 % interval over the launches."
                + (isLog ? " The axis is logarithmic: equal distances are equal ratios." : "")
                + PictureRules.NotDrawn(leftOut),
            chart.Draw(),
            new Grid(
                [new Column("Benchmark"), new Column("Parameters"), new Column("Time", true), new Column("95 % interval", true)],
                [
                    .. view.Groups.SelectMany(group =>
                        group.Benchmarks.Select(benchmark =>
                            ImmutableArray.Create<Cell>(
                                benchmark.Name,
                                group.Heading ?? "",
                                PictureRules.Time(benchmark.Nanoseconds),
                                PictureRules.OrNone(FormatInterval(benchmark))
                            )
                        )
                    ),
                ]
            )
        );
    }

    private static string FormatInterval(BenchmarkView benchmark) => PictureRules.FormatTimeInterval(benchmark.Row.Cells[0].Log);

    private static ChartRow CreateRow(BenchmarkView benchmark, bool isLog)
    {
        if (benchmark.Nanoseconds is not { } time)
        {
            return new ChartRow(benchmark.Name, "failed", []);
        }

        string hover = PictureRules.FormatHover(benchmark.Name, Figures.FormatTime(time), FormatInterval(benchmark));
        return new ChartRow(
            benchmark.Name,
            Figures.FormatTime(time),
            [
                isLog ? new Spot(time, Shape.Circle, 1, 0, hover) : new Bar(0, time, 1, BarStyle.Solid, hover),
                .. PictureRules.CreateWhisker(benchmark.Row.Cells[0].Log, hover),
            ]
        );
    }
}
