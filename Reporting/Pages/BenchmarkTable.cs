using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>All figures of a class; a column is there where some row has a value for it.</summary>
internal static class BenchmarkTable
{
    public static Grid Create(ClassView view) =>
        Grid.Create(
            view.Benchmarks,
            [
                new("Benchmark", benchmark => benchmark.Name),
                .. ParameterColumns.Create(view),
                new(
                    "Time",
                    benchmark => benchmark.Reported.IsFailed ? new Cell("failed", Tone.Bad) : PictureRules.Time(benchmark.Nanoseconds),
                    true
                )
                {
                    Size = benchmark => benchmark.Nanoseconds,
                },
                new("95 % interval", benchmark => PictureRules.OrNone(PictureRules.FormatTimeInterval(benchmark.LogTime)), true)
                {
                    IsOptional = true,
                },
                new("Launches", FormatLaunches, true),
                .. ColumnIf(
                    view.HasSpeedups,
                    new("Speed-up", benchmark => PictureRules.Speedup(benchmark.Speedup), true) { Size = benchmark => benchmark.Speedup }
                ),
                .. CreateMetricColumns(view),
                .. ColumnIf(
                    view.Benchmarks.Any(benchmark => benchmark.Reported.AllocatedBytesPerOp is not null),
                    new("Allocated", benchmark => Figures.FormatBytes(benchmark.Reported.AllocatedBytesPerOp), true)
                    {
                        Size = benchmark => benchmark.Reported.AllocatedBytesPerOp,
                    }
                ),
            ]
        );

    /// <summary>The efficiency of the speed-up and the bound that stand beside it.</summary>
    public static string EfficiencyText(BenchmarkView benchmark) =>
        benchmark.Efficiency is { } efficiency ? Figures.FormatPercent(efficiency) : Figures.None;

    private static IEnumerable<Column<BenchmarkView>> ColumnIf(bool isThere, Column<BenchmarkView> column) => isThere ? [column] : [];

    private static Cell FormatLaunches(BenchmarkView benchmark) =>
        benchmark.Side is { } side ? ComparisonDocument.FormatLaunches(benchmark.Reported, side) : Figures.None;

    // BenchmarkDotNet gives allocations twice: as a metric, and as memory, which says when they are not known.
    private static IEnumerable<Column<BenchmarkView>> CreateMetricColumns(ClassView view) =>
        view
            .Benchmarks.SelectMany(benchmark => benchmark.Reported.Metrics)
            .Where(metric => metric.Id != ReportFile.AllocatedMemory)
            .DistinctBy(metric => metric.Id)
            .Select(metric => new Column<BenchmarkView>(metric.Name, benchmark => FormatMetric(view, benchmark, metric.Id), true)
            {
                Size = benchmark => benchmark.Metric(metric.Id),
            });

    private static string FormatMetric(ClassView view, BenchmarkView benchmark, string id) =>
        id == MetricIds.Efficiency && view is { HasBounds: true, HasSpeedups: true }
            ? EfficiencyText(benchmark)
            : Format(benchmark.Reported.Metrics.FirstOrDefault(metric => metric.Id == id));

    private static string Format(Metric? metric) =>
        metric switch
        {
            null => Figures.None,
            { Id: MetricIds.Efficiency } => Figures.FormatPercent(metric.Value),
            { Unit: "ns" } => Figures.FormatTime(metric.Value),
            { Unit: "B" } => Figures.FormatBytes(metric.Value),
            { Unit: "x" } => PictureRules.Speedup(metric.Value),
            { Unit: "" or "Count" } => Figures.FormatNumber(metric.Value),
            _ => $"{Figures.FormatNumber(metric.Value)} {metric.Unit}",
        };
}
