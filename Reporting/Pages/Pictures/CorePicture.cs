using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>
/// The use of the cores' time. Cores × the time of an operation is the time that they had, the CPU time is the time that was used, and
/// the baseline's CPU time is the time that the work needs.
/// </summary>
/// <remarks>
/// A report does not tell start-up from transfer: both are CPU time beyond the baseline's, or time in which cores wait. CPU
/// time is measured by operations of its own, so the parts are good to a few percent.
/// </remarks>
internal static class CorePicture
{
    private static readonly ImmutableArray<LegendItem> Legend =
    [
        new(new Bar(0, 0, 1, BarStyle.Solid, ""), "the work: the baseline's CPU time"),
        new(new Bar(0, 0, 2, BarStyle.Hatched, ""), "more CPU time: start-up, transfer, waiting"),
        new(new Bar(0, 0, 6, BarStyle.Hollow, ""), "idle cores"),
    ];

    /// <param name="view">The class.</param>
    /// <param name="cores">The cores that the run could use; null where they are not known.</param>
    /// <returns>Null where the report does not have what is needed.</returns>
    public static Picture? Draw(ClassView view, int? cores)
    {
        ImmutableArray<BenchmarkGroup> known =
        [
            .. PictureRules
                .Where(view.Groups, IsKnown)
                .Where(group => group.Benchmarks.Length > 1 && group.Benchmarks.Any(benchmark => benchmark.IsBaseline)),
        ];
        (ImmutableArray<BenchmarkGroup> drawn, int leftOut) = PictureRules.Limit(known);
        double[] times = [.. drawn.SelectMany(group => group.Benchmarks).Select(benchmark => benchmark.Nanoseconds!.Value)];
        if (cores is not > 1 || times is [] || PictureRules.AreFarApart(times))
        {
            return null;
        }

        Dictionary<BenchmarkView, Parts> parts = known
            .SelectMany(group => group.Benchmarks.Select(benchmark => (benchmark, Split(benchmark, group, cores.Value))))
            .ToDictionary();
        RowChart chart = new(
            $"report-{view.Id}-cores",
            $"{view.Name}: where the time of {Figures.FormatCount(cores.Value)} cores goes",
            "Each bar is cores times time of an operation: first what the work needs, then the CPU time beyond it, then idle cores.",
            new Axis("Core time of an operation", Quantity.Time, StartsAtZero: true),
            PictureRules.CreateRows(drawn, benchmark => CreateRow(benchmark.Name, parts[benchmark])),
            Legend
        );
        return PictureRules.Create(
            chart,
            "A bar is cores × time. Hollow is what the schedule leaves idle; hatched is what starting, handing over and busy waiting "
                + "cost beyond the work itself, in all processes together.",
            leftOut,
            CreateValues(known, parts)
        );
    }

    private static Grid CreateValues(ImmutableArray<BenchmarkGroup> known, Dictionary<BenchmarkView, Parts> parts) =>
        Grid.Create(
            known.SelectMany(group => group.Benchmarks),
            [
                .. PictureRules.NameColumns,
                new("Work", benchmark => Figures.FormatTime(parts[benchmark].Work), true),
                new("More CPU time", benchmark => Figures.FormatTime(parts[benchmark].More), true),
                new("Idle", benchmark => Figures.FormatTime(parts[benchmark].Idle), true),
                new("Cores busy", benchmark => Figures.FormatPercent(parts[benchmark].Busy), true),
            ]
        );

    private readonly record struct Parts(double Work, double More, double Idle)
    {
        /// <summary>The share of the cores' time that was used, 0..1.</summary>
        public double Busy => (Work + More) / (Work + More + Idle);
    }

    private static bool IsKnown(BenchmarkView benchmark) =>
        benchmark.Nanoseconds is not null && benchmark.Metric(MetricIds.Cpu) is not null;

    private static Parts Split(BenchmarkView benchmark, BenchmarkGroup group, int cores)
    {
        double need = group.Benchmarks.First(other => other.IsBaseline).Metric(MetricIds.Cpu)!.Value;
        double used = benchmark.Metric(MetricIds.Cpu)!.Value;
        return new Parts(Math.Min(used, need), Math.Max(0, used - need), Math.Max(0, (cores * benchmark.Nanoseconds!.Value) - used));
    }

    private static ChartRow CreateRow(string name, Parts parts)
    {
        double used = parts.Work + parts.More;
        string Hover(string part, double value) => PictureRules.FormatHover(name, $"{part}: {Figures.FormatTime(value)}");
        Mark[] marks =
        [
            new Bar(0, parts.Work, 1, BarStyle.Solid, Hover("work", parts.Work)),
            new Bar(parts.Work, used, 2, BarStyle.Hatched, Hover("more CPU time", parts.More)),
            new Bar(used, used + parts.Idle, 6, BarStyle.Hollow, Hover("idle", parts.Idle)),
        ];
        return new ChartRow(
            name,
            $"{Figures.FormatPercent(parts.Busy)} busy",
            [.. marks.Where((mark, i) => i == 0 || (mark is Bar bar && bar.To > bar.From))]
        );
    }
}
