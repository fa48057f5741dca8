using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>All figures of a class; a column is there where some row has a value for it.</summary>
internal static class SubjectTable
{
    public static Grid Of(ClassView view)
    {
        (Column Head, Func<Subject, string?, Cell> Cell)[] columns =
        [
            (new Column("Benchmark"), (subject, _) => subject.Name),
            .. view.Groups.Length > 1
                ? [(new Column("Parameters"), (_, heading) => heading ?? "")]
                : Array.Empty<(Column, Func<Subject, string?, Cell>)>(),
            (
                new Column("Time", true),
                (subject, _) => subject.Benchmark.IsFailed ? new Cell("failed", Tone.Bad) : PictureRules.Time(subject.Nanoseconds)
            ),
            (new Column("95 % interval", true), (subject, _) => PictureRules.OrNone(PictureRules.IntervalOf(subject.Row.Cells[0].Log))),
            (new Column("Launches", true), (subject, _) => Launches(subject)),
            .. view.HasSpeedups
                ? [(new Column("Speed-up", true), (subject, _) => PictureRules.Speedup(subject.Speedup))]
                : Array.Empty<(Column, Func<Subject, string?, Cell>)>(),
            .. MetricColumns(view),
            .. AllocatedColumn(view),
        ];
        return new Grid(
            [.. columns.Select(column => column.Head)],
            [
                .. view.Groups.SelectMany(group =>
                    group.Subjects.Select(subject => columns.Select(column => column.Cell(subject, group.Heading)).ToImmutableArray())
                ),
            ]
        );
    }

    /// <summary>Of the speed-up and the bound that stand beside it.</summary>
    public static string EfficiencyText(Subject subject) =>
        subject.Efficiency is { } efficiency ? Figures.Percent(efficiency) : Figures.None;

    private static string Launches(Subject subject) =>
        subject.Row.Cells[0].Side is not { } side ? Figures.None
        : side.Excluded == 0 ? Figures.Count(side.Launches)
        : $"{Figures.Count(side.Kept.Length)} of {Figures.Count(side.Launches)}";

    // BenchmarkDotNet gives allocations twice: as a metric, and as memory, which says when they are not known.
    private static IEnumerable<(Column, Func<Subject, string?, Cell>)> MetricColumns(ClassView view) =>
        view
            .Subjects.SelectMany(subject => subject.Benchmark.Metrics)
            .Where(metric => metric.Id != ReportFile.AllocatedMemory)
            .DistinctBy(metric => metric.Id)
            .Select(metric => (new Column(metric.Name, true), TextOf(view, metric.Id)));

    private static Func<Subject, string?, Cell> TextOf(ClassView view, string metric) =>
        metric == SuiteMetrics.Efficiency && view is { HasBounds: true, HasSpeedups: true }
            ? (subject, _) => EfficiencyText(subject)
            : (subject, _) => Text(subject.Benchmark.Metrics.FirstOrDefault(own => own.Id == metric));

    private static IEnumerable<(Column, Func<Subject, string?, Cell>)> AllocatedColumn(ClassView view) =>
        view.Subjects.Any(subject => subject.Benchmark.AllocatedBytesPerOp is not null)
            ? [(new Column("Allocated", true), (subject, _) => Figures.Bytes(subject.Benchmark.AllocatedBytesPerOp))]
            : [];

    private static string Text(Metric? metric) =>
        metric switch
        {
            null => Figures.None,
            { Id: SuiteMetrics.Efficiency } => Figures.Percent(metric.Value),
            { Unit: "ns" } => Figures.Time(metric.Value),
            { Unit: "B" } => Figures.Bytes(metric.Value),
            { Unit: "x" } => PictureRules.Speedup(metric.Value),
            { Unit: "" or "Count" } => Figures.Number(metric.Value),
            _ => $"{Figures.Number(metric.Value)} {metric.Unit}",
        };
}
