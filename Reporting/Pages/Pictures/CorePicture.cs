using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>
/// Where the cores' time goes: cores × time of an operation is what there was; the CPU time is what was used; the baseline's
/// CPU time is what the work needs.
/// </summary>
/// <remarks>
/// A report does not tell start-up from transfer: both are CPU time beyond the baseline's, or time in which cores wait. CPU
/// time is measured by operations of its own, so the parts are good to a few percent.
/// </remarks>
internal static class CorePicture
{
    /// <param name="view">The class.</param>
    /// <param name="cores">Cores that the run could use; null where nobody knows.</param>
    /// <returns>Null where the report does not have what is needed.</returns>
    public static Picture? Draw(ClassView view, int? cores)
    {
        ImmutableArray<BenchmarkGroup> known =
        [
            .. view.Groups.Where(group => FindBaselineCpu(group) is not null && group.Benchmarks.Count(IsKnown) > 1),
        ];
        (ImmutableArray<BenchmarkGroup> drawn, int leftOut) = PictureRules.Limit(known);
        if (
            cores is not > 1
            || drawn.IsEmpty
            || PictureRules.AreFarApart(
                drawn.SelectMany(group => group.Benchmarks).Where(IsKnown).Select(benchmark => benchmark.Nanoseconds!.Value)
            )
        )
        {
            return null;
        }

        string id = $"report-{view.Id}-cores";
        RowChart chart = new(
            id,
            $"{view.Name}: where the time of {Figures.FormatCount(cores.Value)} cores goes",
            "Each bar is cores times time of an operation: first what the work needs, then the CPU time beyond it, then idle cores.",
            new Axis("Core time of an operation", Quantity.Time, StartsAtZero: true),
            [
                .. drawn.Select(group => new RowGroup(
                    group.Heading,
                    [
                        .. group
                            .Benchmarks.Where(IsKnown)
                            .Select(benchmark => CreateRow(benchmark, Split(benchmark, FindBaselineCpu(group)!.Value, cores.Value))),
                    ]
                )),
            ],
            [
                new(new Bar(0, 0, 1, BarStyle.Solid, ""), "the work: the baseline's CPU time"),
                new(new Bar(0, 0, 2, BarStyle.Hatched, ""), "more CPU time: start-up, transfer, waiting"),
                new(new Bar(0, 0, 6, BarStyle.Hollow, ""), "idle cores"),
            ]
        );
        return new Picture(
            id,
            chart.Title,
            "A bar is cores × time. Hollow is what the schedule leaves idle; hatched is what starting, handing over and busy waiting cost beyond the work itself, in all processes together."
                + PictureRules.NotDrawn(leftOut),
            chart.Draw(),
            new Grid(
                [
                    new Column("Benchmark"),
                    new Column("Parameters"),
                    new Column("Work", true),
                    new Column("More CPU time", true),
                    new Column("Idle", true),
                    new Column("Cores busy", true),
                ],
                [
                    .. known.SelectMany(group =>
                        group
                            .Benchmarks.Where(IsKnown)
                            .Select(benchmark =>
                                CreateCells(benchmark, group.Heading, Split(benchmark, FindBaselineCpu(group)!.Value, cores.Value))
                            )
                    ),
                ]
            )
        );
    }

    private readonly record struct Parts(double Work, double More, double Idle);

    private static bool IsKnown(BenchmarkView benchmark) =>
        benchmark.Nanoseconds is not null && benchmark.Metric(SuiteMetrics.Cpu) is not null;

    private static double? FindBaselineCpu(BenchmarkGroup group) =>
        group.Benchmarks.FirstOrDefault(benchmark => benchmark.IsBaseline)?.Metric(SuiteMetrics.Cpu);

    private static Parts Split(BenchmarkView benchmark, double need, int cores)
    {
        double used = benchmark.Metric(SuiteMetrics.Cpu)!.Value;
        return new Parts(Math.Min(used, need), Math.Max(0, used - need), Math.Max(0, (cores * benchmark.Nanoseconds!.Value) - used));
    }

    private static ChartRow CreateRow(BenchmarkView benchmark, Parts parts)
    {
        double used = parts.Work + parts.More;
        string Hover(string what, double value) => PictureRules.FormatHover(benchmark.Name, $"{what}: {Figures.FormatTime(value)}");
        return new ChartRow(
            benchmark.Name,
            $"{Figures.FormatPercent(used / (used + parts.Idle))} busy",
            [
                new Bar(0, parts.Work, 1, BarStyle.Solid, Hover("work", parts.Work)),
                .. parts.More > 0
                    ? [new Bar(parts.Work, used, 2, BarStyle.Hatched, Hover("more CPU time", parts.More))]
                    : Array.Empty<Mark>(),
                .. parts.Idle > 0 ? [new Bar(used, used + parts.Idle, 6, BarStyle.Hollow, Hover("idle", parts.Idle))] : Array.Empty<Mark>(),
            ]
        );
    }

    private static ImmutableArray<Cell> CreateCells(BenchmarkView benchmark, string? heading, Parts parts) =>
        [
            benchmark.Name,
            heading ?? "",
            Figures.FormatTime(parts.Work),
            Figures.FormatTime(parts.More),
            Figures.FormatTime(parts.Idle),
            Figures.FormatPercent((parts.Work + parts.More) / (parts.Work + parts.More + parts.Idle)),
        ];
}
