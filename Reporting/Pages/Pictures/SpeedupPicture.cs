using ConcurrencyBench.Analysis.Loading;
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
        (ImmutableArray<BenchmarkGroup> drawn, int leftOut) = PictureRules.Limit(comparable);
        BenchmarkView[] benchmarks = [.. drawn.SelectMany(group => group.Benchmarks)];
        if (benchmarks is [])
        {
            return null;
        }

        bool isLog = PictureRules.AreFarApart(benchmarks.Select(benchmark => benchmark.Speedup).OfType<double>());
        bool hasBounds = benchmarks.Any(benchmark => benchmark.Metric(MetricIds.Bound) is not null);
        string baseline = NameBaseline(comparable);
        RowChart chart = new(
            $"report-{view.Id}-speedup",
            $"{view.Name}: speed-up over {baseline}",
            Describe(comparable),
            new Axis("Speed-up", Quantity.Times, isLog, !isLog),
            [
                .. PictureRules.CreateRows(drawn, benchmark => CreateRow(benchmark, isLog, benchmark.Name)),
                .. isLog && elsewhere is { } other ? [CreateComparison(other.Name, other.Benchmark)] : ImmutableArray<RowGroup>.Empty,
            ],
            CreateLegend(isLog, hasBounds)
        )
        {
            Reference = (1, baseline),
        };
        return PictureRules.Create(chart, Caption(isLog, hasBounds), leftOut, CreateValues(comparable));
    }

    private static RowGroup CreateComparison(string className, BenchmarkView benchmark) =>
        new($"For comparison: the fastest of {className}", [CreateRow(benchmark, isLog: true, benchmark.FullName)]);

    private static ChartRow CreateRow(BenchmarkView benchmark, bool isLog, string label)
    {
        if (benchmark.Speedup is not { } speedup)
        {
            return new ChartRow(label, "failed", []);
        }

        double? bound = benchmark.Metric(MetricIds.Bound);
        string text = PictureRules.Speedup(speedup);
        string interval = PictureRules.FormatSpeedupInterval(benchmark.LogSpeedup);
        string hover = PictureRules.FormatHover(
            label,
            interval.Length > 0 ? $"{text} ({interval})" : text,
            PictureRules.Time(benchmark.Nanoseconds)
        );
        return new ChartRow(
            label,
            bound is null ? text : $"{text} of {PictureRules.Speedup(bound)}",
            [
                PictureRules.CreateValue(speedup, isLog, hover),
                .. PictureRules.CreateWhisker(benchmark.LogSpeedup, hover),
                .. bound is { } limit
                    ? [new Limit(limit, PictureRules.FormatHover(label, $"bound {PictureRules.Speedup(limit)}"))]
                    : Array.Empty<Mark>(),
            ]
        );
    }

    private static string NameBaseline(ImmutableArray<BenchmarkGroup> groups) =>
        groups.SelectMany(group => group.Benchmarks).FirstOrDefault(benchmark => benchmark.IsBaseline)?.Name ?? "the baseline";

    private static string Describe(ImmutableArray<BenchmarkGroup> groups) =>
        string.Join(
            " ",
            from @group in groups.Take(8)
            let best = @group.Benchmarks.Where(benchmark => benchmark.Speedup is not null).MaxBy(benchmark => benchmark.Speedup)!
            let heading = @group.Heading is { } text ? $"{text}: " : ""
            select $"{heading}the highest is {best.Name} with {PictureRules.Speedup(best.Speedup)}."
        );

    private static ImmutableArray<LegendItem> CreateLegend(bool isLog, bool hasBounds) =>
        [
            new(PictureRules.CreateValue(0, isLog, ""), "speed-up"),
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
        + PictureRules.DescribeAxis(isLog);

    private static Grid CreateValues(ImmutableArray<BenchmarkGroup> groups) =>
        Grid.Create(
            groups.SelectMany(group => group.Benchmarks),
            [
                .. PictureRules.NameColumns,
                new("Speed-up", benchmark => PictureRules.Speedup(benchmark.Speedup), true),
                new("95 % interval", benchmark => PictureRules.OrNone(PictureRules.FormatSpeedupInterval(benchmark.LogSpeedup)), true),
                new("Bound", benchmark => PictureRules.Speedup(benchmark.Metric(MetricIds.Bound)), true),
                new("Efficiency", benchmark => BenchmarkTable.EfficiencyText(benchmark), true),
            ]
        );
}
