using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Memory: the peak of all processes where a report has it, else what an operation allocates.</summary>
internal static class MemoryPicture
{
    /// <returns>Null where the report knows neither.</returns>
    public static Picture? Draw(ClassView view)
    {
        bool hasPeak = view.Benchmarks.Any(benchmark => benchmark.Metric(SuiteMetrics.Peak) is not null);
        Func<BenchmarkView, double?> value = hasPeak
            ? benchmark => benchmark.Metric(SuiteMetrics.Peak)
            : benchmark => benchmark.Reported.AllocatedBytesPerOp;
        string name = hasPeak ? "Peak memory of all processes" : "Managed memory allocated by an operation";
        ImmutableArray<BenchmarkGroup> known =
        [
            .. view
                .Groups.Select(group => group with { Benchmarks = [.. group.Benchmarks.Where(benchmark => value(benchmark) is not null)] })
                .Where(group => group.Benchmarks.Length > 0),
        ];
        (ImmutableArray<BenchmarkGroup> drawn, int leftOut) = PictureRules.Limit(known);
        double[] values = [.. drawn.SelectMany(group => group.Benchmarks).Select(benchmark => value(benchmark)!.Value)];
        if (values.Length < 2 || values.All(bytes => bytes == 0))
        {
            return null;
        }

        bool isLog = PictureRules.AreFarApart(values);
        string id = $"report-{view.Id}-memory";
        RowChart chart = new(
            id,
            $"{view.Name}: {char.ToLowerInvariant(name[0])}{name[1..]}",
            $"From {Figures.FormatBytes(values.Min())} to {Figures.FormatBytes(values.Max())}.",
            new Axis(name, Quantity.Memory, isLog, !isLog),
            [
                .. drawn.Select(group => new RowGroup(
                    group.Heading,
                    [.. group.Benchmarks.Select(benchmark => CreateRow(benchmark, value(benchmark)!.Value, isLog))]
                )),
            ],
            []
        );
        return new Picture(
            id,
            chart.Title,
            (
                hasPeak
                    ? "Physical memory at its peak, of the process and its workers. Pages that processes share count in each of them."
                    : "Bytes on the managed heap; what is native or on a stack is not in it."
            ) + PictureRules.NotDrawn(leftOut),
            chart.Draw(),
            new Grid(
                [new Column("Benchmark"), new Column("Parameters"), new Column(name, true)],
                [
                    .. known.SelectMany(group =>
                        group.Benchmarks.Select(benchmark =>
                            ImmutableArray.Create<Cell>(benchmark.Name, group.Heading ?? "", Figures.FormatBytes(value(benchmark)))
                        )
                    ),
                ]
            )
        );
    }

    private static ChartRow CreateRow(BenchmarkView benchmark, double bytes, bool isLog)
    {
        string hover = PictureRules.FormatHover(benchmark.Name, Figures.FormatBytes(bytes));
        return new ChartRow(
            benchmark.Name,
            Figures.FormatBytes(bytes),
            [isLog ? new Spot(bytes, Shape.Circle, 1, 0, hover) : new Bar(0, bytes, 1, BarStyle.Solid, hover)]
        );
    }
}
