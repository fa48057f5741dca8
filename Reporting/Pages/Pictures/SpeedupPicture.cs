using System.Collections.Immutable;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Speed-ups over the run's own baseline, with their intervals and the best that each schedule can reach.</summary>
internal static class SpeedupPicture
{
    /// <param name="view">The class.</param>
    /// <param name="elsewhere">A benchmark of another class to compare with, where lengths are logarithmic; null for none.</param>
    /// <returns>Null where nothing is compared with anything.</returns>
    public static Picture? Draw(ClassView view, (string Name, BenchmarkView Benchmark)? elsewhere)
    {
        ImmutableArray<BenchmarkGroup> comparable =
        [
            .. view.Groups.Where(group => group.Benchmarks.Count(benchmark => benchmark.Speedup is not null) > 1),
        ];
        if (comparable.IsEmpty)
        {
            return null;
        }

        (ImmutableArray<BenchmarkGroup> drawn, int leftOut) = PictureRules.Limit(comparable);
        bool isLog = PictureRules.AreFarApart(
            drawn.SelectMany(group => group.Benchmarks).Select(benchmark => benchmark.Speedup).OfType<double>()
        );
        bool hasBounds = drawn.Any(group => group.Benchmarks.Any(benchmark => benchmark.Metric(SuiteMetrics.Bound) is not null));
        RowGroup[] comparison =
            isLog && elsewhere is { } other
                ? [new RowGroup($"For comparison: the fastest of {other.Name}", [CreateRow(other.Benchmark, isLog, "")])]
                : [];
        string id = $"report-{view.Id}-speedup";
        RowChart chart = new(
            id,
            $"{view.Name}: speed-up over {NameBaseline(comparable)}",
            Description(comparable),
            new Axis("Speed-up", Quantity.Times, isLog, !isLog),
            [
                .. drawn.Select(group => new RowGroup(
                    group.Heading,
                    [.. group.Benchmarks.Select(benchmark => CreateRow(benchmark, isLog, benchmark.Name))]
                )),
                .. comparison,
            ],
            CreateLegend(isLog, hasBounds)
        )
        {
            Reference = (1, NameBaseline(comparable)),
        };
        return new Picture(id, chart.Title, Caption(isLog, hasBounds) + PictureRules.NotDrawn(leftOut), chart.Draw(), Values(comparable));
    }

    private static ChartRow CreateRow(BenchmarkView benchmark, bool isLog, string name)
    {
        string label = name.Length > 0 ? name : benchmark.Name + (benchmark.Parameters.Length > 0 ? $" ({benchmark.Parameters})" : "");
        if (benchmark.Speedup is not { } speedup)
        {
            return new ChartRow(label, "failed", []);
        }

        double? bound = benchmark.Metric(SuiteMetrics.Bound);
        string hover = PictureRules.FormatHover(
            label,
            $"{PictureRules.Speedup(speedup)}{(FormatInterval(benchmark) is { Length: > 0 } interval ? $" ({interval})" : "")}",
            PictureRules.Time(benchmark.Nanoseconds)
        );
        return new ChartRow(
            label,
            PictureRules.Speedup(speedup) + (bound is { } best ? $" of {PictureRules.Speedup(best)}" : ""),
            [
                isLog ? new Spot(speedup, Shape.Circle, 1, 0, hover) : new Bar(0, speedup, 1, BarStyle.Solid, hover),
                .. PictureRules.CreateWhisker(benchmark.LogSpeedup, hover),
                .. bound is { } limit
                    ? [new Limit(limit, PictureRules.FormatHover(label, $"bound {PictureRules.Speedup(limit)}"))]
                    : Array.Empty<Mark>(),
            ]
        );
    }

    private static string FormatInterval(BenchmarkView benchmark) => PictureRules.FormatSpeedupInterval(benchmark.LogSpeedup);

    private static string NameBaseline(ImmutableArray<BenchmarkGroup> groups) =>
        groups.SelectMany(group => group.Benchmarks).FirstOrDefault(benchmark => benchmark.IsBaseline)?.Name ?? "the baseline";

    private static string Description(ImmutableArray<BenchmarkGroup> groups) =>
        string.Join(
            " ",
            groups
                .Take(8)
                .Select(group =>
                    group.Benchmarks.Where(benchmark => benchmark.Speedup is not null).MaxBy(benchmark => benchmark.Speedup) is { } best
                        ? $"{(group.Heading is { } heading ? $"{heading}: " : "")}the highest is {best.Name} with {PictureRules.Speedup(best.Speedup)}."
                        : ""
                )
        );

    private static ImmutableArray<LegendItem> CreateLegend(bool isLog, bool hasBounds) =>
        [
            new(isLog ? new Spot(0, Shape.Circle, 1, 0, "") : new Bar(0, 0, 1, BarStyle.Solid, ""), "speed-up"),
            new(new Whisker(0, 0, 0, ""), "95 % interval"),
            .. hasBounds ? [new LegendItem(new Limit(0, ""), "bound: the best its schedule can reach")] : Array.Empty<LegendItem>(),
        ];

    private static string Caption(bool isLog, bool hasBounds) =>
        "How many times as fast as the baseline; the thin line is the 95 % interval over the launches."
        + (
            hasBounds
                ? " The upright mark is the bound: what ends there does all that its schedule allows, and only another schedule helps."
                : ""
        )
        + (isLog ? " The axis is logarithmic: equal distances are equal ratios." : "");

    private static Grid Values(ImmutableArray<BenchmarkGroup> groups) =>
        new(
            [
                new Column("Benchmark"),
                new Column("Parameters"),
                new Column("Speed-up", true),
                new Column("95 % interval", true),
                new Column("Bound", true),
                new Column("Efficiency", true),
            ],
            [
                .. groups.SelectMany(group =>
                    group.Benchmarks.Select(benchmark =>
                        ImmutableArray.Create<Cell>(
                            benchmark.Name,
                            group.Heading ?? "",
                            PictureRules.Speedup(benchmark.Speedup),
                            PictureRules.OrNone(FormatInterval(benchmark)),
                            PictureRules.Speedup(benchmark.Metric(SuiteMetrics.Bound)),
                            BenchmarkTable.EfficiencyText(benchmark)
                        )
                    )
                ),
            ]
        );
}
