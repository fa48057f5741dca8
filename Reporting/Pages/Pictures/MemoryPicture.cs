using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Memory: the peak of all processes where a report has it, else what an operation allocates.</summary>
internal static class MemoryPicture
{
    /// <returns>Null where the report knows neither.</returns>
    public static Picture? Draw(ClassView view) =>
        view.Benchmarks.Any(benchmark => benchmark.Metric(MetricIds.PeakMemory) is not null)
            ? Draw(
                view,
                benchmark => benchmark.Metric(MetricIds.PeakMemory),
                "Peak memory of all processes",
                "Physical memory at its peak, of the process and its workers. Pages that processes share count in each of them."
            )
            : Draw(
                view,
                benchmark => benchmark.Reported.AllocatedBytesPerOp,
                "Managed memory allocated by an operation",
                "Bytes on the managed heap; what is native or on a stack is not in it."
            );

    private static Picture? Draw(ClassView view, Func<BenchmarkView, double?> read, string name, string caption)
    {
        ImmutableArray<BenchmarkGroup> known = PictureRules.Where(view.Groups, benchmark => read(benchmark) is not null);
        (ImmutableArray<BenchmarkGroup> drawn, int leftOut) = PictureRules.Limit(known);
        double[] values = [.. drawn.SelectMany(group => group.Benchmarks).Select(read).OfType<double>()];
        if (values.Length < 2 || values.All(bytes => bytes == 0))
        {
            return null;
        }

        bool isLog = PictureRules.AreFarApart(values);
        RowChart chart = new(
            $"report-{view.Id}-memory",
            $"{view.Name}: {char.ToLowerInvariant(name[0])}{name[1..]}",
            $"From {Figures.FormatBytes(values.Min())} to {Figures.FormatBytes(values.Max())}.",
            new Axis(name, Quantity.Memory, isLog, !isLog),
            PictureRules.CreateRows(drawn, benchmark => CreateRow(benchmark.Name, read(benchmark)!.Value, isLog)),
            []
        );
        return PictureRules.Create(
            chart,
            caption,
            leftOut,
            Grid.Create(
                known.SelectMany(group => group.Benchmarks),
                [.. PictureRules.NameColumns, new(name, benchmark => Figures.FormatBytes(read(benchmark)), true)]
            )
        );
    }

    private static ChartRow CreateRow(string name, double bytes, bool isLog) =>
        new(
            name,
            Figures.FormatBytes(bytes),
            [PictureRules.CreateValue(bytes, isLog, PictureRules.FormatHover(name, Figures.FormatBytes(bytes)))]
        );
}
