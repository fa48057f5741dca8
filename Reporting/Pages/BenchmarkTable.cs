using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>All figures of a class; a column is there where some row has a value for it.</summary>
internal static class BenchmarkTable
{
    public static Grid Create(ClassView view)
    {
        (Column Head, Func<BenchmarkView, string?, Cell> Cell)[] columns =
        [
            (new Column("Benchmark"), (benchmark, _) => benchmark.Name),
            .. view.Groups.Length > 1
                ? [(new Column("Parameters"), (_, heading) => heading ?? "")]
                : Array.Empty<(Column, Func<BenchmarkView, string?, Cell>)>(),
            (
                new Column("Time", true),
                (benchmark, _) => benchmark.Reported.IsFailed ? new Cell("failed", Tone.Bad) : PictureRules.Time(benchmark.Nanoseconds)
            ),
            (
                new Column("95 % interval", true),
                (benchmark, _) => PictureRules.OrNone(PictureRules.FormatTimeInterval(benchmark.Row.Cells[0].Log))
            ),
            (new Column("Launches", true), (benchmark, _) => Launches(benchmark)),
            .. view.HasSpeedups
                ? [(new Column("Speed-up", true), (benchmark, _) => PictureRules.Speedup(benchmark.Speedup))]
                : Array.Empty<(Column, Func<BenchmarkView, string?, Cell>)>(),
            .. MetricColumns(view),
            .. AllocatedColumn(view),
        ];
        return new Grid(
            [.. columns.Select(column => column.Head)],
            [
                .. view.Groups.SelectMany(group =>
                    group.Benchmarks.Select(benchmark => columns.Select(column => column.Cell(benchmark, group.Heading)).ToImmutableArray())
                ),
            ]
        );
    }

    /// <summary>Of the speed-up and the bound that stand beside it.</summary>
    public static string EfficiencyText(BenchmarkView benchmark) =>
        benchmark.Efficiency is { } efficiency ? Figures.FormatPercent(efficiency) : Figures.None;

    private static string Launches(BenchmarkView benchmark) =>
        benchmark.Row.Cells[0].Side is not { } side ? Figures.None
        : side.Excluded == 0 ? Figures.FormatCount(side.Launches)
        : $"{Figures.FormatCount(side.Kept.Length)} of {Figures.FormatCount(side.Launches)}";

    // BenchmarkDotNet gives allocations twice: as a metric, and as memory, which says when they are not known.
    private static IEnumerable<(Column, Func<BenchmarkView, string?, Cell>)> MetricColumns(ClassView view) =>
        view
            .Benchmarks.SelectMany(benchmark => benchmark.Reported.Metrics)
            .Where(metric => metric.Id != ReportFile.AllocatedMemory)
            .DistinctBy(metric => metric.Id)
            .Select(metric => (new Column(metric.Name, true), FormatMetric(view, metric.Id)));

    private static Func<BenchmarkView, string?, Cell> FormatMetric(ClassView view, string metric) =>
        metric == SuiteMetrics.Efficiency && view is { HasBounds: true, HasSpeedups: true }
            ? (benchmark, _) => EfficiencyText(benchmark)
            : (benchmark, _) => Text(benchmark.Reported.Metrics.FirstOrDefault(own => own.Id == metric));

    private static IEnumerable<(Column, Func<BenchmarkView, string?, Cell>)> AllocatedColumn(ClassView view) =>
        view.Benchmarks.Any(benchmark => benchmark.Reported.AllocatedBytesPerOp is not null)
            ? [(new Column("Allocated", true), (benchmark, _) => Figures.FormatBytes(benchmark.Reported.AllocatedBytesPerOp))]
            : [];

    private static string Text(Metric? metric) =>
        metric switch
        {
            null => Figures.None,
            { Id: SuiteMetrics.Efficiency } => Figures.FormatPercent(metric.Value),
            { Unit: "ns" } => Figures.FormatTime(metric.Value),
            { Unit: "B" } => Figures.FormatBytes(metric.Value),
            { Unit: "x" } => PictureRules.Speedup(metric.Value),
            { Unit: "" or "Count" } => Figures.FormatNumber(metric.Value),
            _ => $"{Figures.FormatNumber(metric.Value)} {metric.Unit}",
        };
}
