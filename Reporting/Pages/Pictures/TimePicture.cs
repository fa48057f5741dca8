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
        RowChart chart = new(
            $"report-{view.Id}-times",
            $"{view.Name}: time of an operation",
            $"From {Figures.FormatTime(times.Min())} to {Figures.FormatTime(times.Max())}.",
            new Axis("Time of an operation", Quantity.Time, isLog, !isLog),
            PictureRules.CreateRows(drawn, benchmark => CreateRow(benchmark, isLog)),
            [new(PictureRules.CreateValue(0, isLog, ""), "time"), new(new Whisker(0, 0, 0, ""), "95 % interval, from three launches on")]
        );
        return PictureRules.Create(
            chart,
            $"The typical time of a launch; the thin line is the 95 % interval over the launches.{PictureRules.DescribeAxis(isLog)}",
            leftOut,
            CreateValues(view)
        );
    }

    private static Grid CreateValues(ClassView view) =>
        Grid.Create(
            view.Benchmarks,
            [
                .. PictureRules.NameColumns,
                new("Time", benchmark => PictureRules.Time(benchmark.Nanoseconds), true),
                new("95 % interval", benchmark => PictureRules.OrNone(PictureRules.FormatTimeInterval(benchmark.LogTime)), true),
            ]
        );

    private static ChartRow CreateRow(BenchmarkView benchmark, bool isLog)
    {
        if (benchmark.Nanoseconds is not { } time)
        {
            return new ChartRow(benchmark.Name, "failed", []);
        }

        string hover = PictureRules.FormatHover(
            benchmark.Name,
            Figures.FormatTime(time),
            PictureRules.FormatTimeInterval(benchmark.LogTime)
        );
        return new ChartRow(
            benchmark.Name,
            Figures.FormatTime(time),
            [PictureRules.CreateValue(time, isLog, hover), .. PictureRules.CreateWhisker(benchmark.LogTime, hover)]
        );
    }
}
