using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Start-up, transfer and computing of a benchmark, where <c>scaling.json</c> says what it costs beside the work.</summary>
/// <remarks>The overhead is measured part by part; in a run the parts overlap with work, so the first two are upper limits.</remarks>
internal static class StartupPicture
{
    private static readonly ImmutableArray<LegendItem> Legend =
    [
        new(new Bar(0, 0, 2, BarStyle.Hatched, ""), "start-up"),
        new(new Bar(0, 0, 4, BarStyle.Solid, ""), "transfer"),
        new(new Bar(0, 0, 1, BarStyle.Hollow, ""), "computing, and waiting for the last"),
    ];

    /// <param name="view">The class that the overhead belongs to: its benchmarks have a parameter Workers.</param>
    /// <param name="result">The scaling of a workload.</param>
    /// <returns>Null where the report does not have what is needed.</returns>
    public static Picture? Draw(ClassView view, ScalingResult result)
    {
        Parts[] known =
        [
            .. from model in result.Models
            where model.Overhead is not null
            from benchmark in view.Benchmarks
            where benchmark.Reported.Method == model.Method && !benchmark.Reported.IsFailed && UsesEveryCore(benchmark, result)
            orderby benchmark.Nanoseconds
            select Split(benchmark, model.Overhead!, result.Cores),
        ];
        if (known is [])
        {
            return null;
        }

        RowChart chart = new(
            $"report-{view.Id}-parts",
            $"Start-up, transfer and computing on {result.Workload} with {Figures.FormatCount(result.Cores, "worker")}",
            "A bar is the time of an operation: start-up of the run and its workers, then handing over all items, then the rest.",
            new Axis("Time of an operation", Quantity.Time, StartsAtZero: true),
            [new RowGroup(null, [.. known.Select(CreateRow)])],
            Legend
        );
        return PictureRules.Create(
            chart,
            "Start-up and transfer are what runs without work cost, one after the other; in a run they overlap with work, so they are "
                + "upper limits. What is left is computing, and waiting for the last worker.",
            0,
            CreateValues(known)
        );
    }

    private static Grid CreateValues(Parts[] known) =>
        Grid.Create(
            known,
            new("Benchmark", parts => parts.Name),
            new("Start-up", parts => Figures.FormatTime(parts.Start), true),
            new("Transfer", parts => Figures.FormatTime(parts.Transfer), true),
            new("Computing and waiting", parts => Figures.FormatTime(parts.Rest), true),
            new("Time", parts => Figures.FormatTime(parts.Start + parts.Transfer + parts.Rest), true)
        );

    private readonly record struct Parts(string Name, double Start, double Transfer, double Rest);

    private static bool UsesEveryCore(BenchmarkView benchmark, ScalingResult result)
    {
        var arguments = Arguments.Parse(benchmark.Parameters);
        return arguments.Any(argument => argument.Name == ScalingFile.Parameter && Arguments.Number(argument.Value) == result.Cores)
            && arguments.Any(argument => argument.Value.Trim('"') == result.Workload);
    }

    private static Parts Split(BenchmarkView benchmark, ScalingOverhead overhead, int cores)
    {
        double time = benchmark.Nanoseconds!.Value;
        double start = Math.Min(time, overhead.RunNanoseconds + (overhead.WorkerNanoseconds * (cores - 1)));
        double transfer = Math.Min(time - start, overhead.ItemNanoseconds * overhead.Items);
        return new Parts(benchmark.Name, start, transfer, time - start - transfer);
    }

    private static ChartRow CreateRow(Parts parts)
    {
        double begun = parts.Start + parts.Transfer;
        string Hover(string part, double value) => PictureRules.FormatHover(parts.Name, $"{part}: {Figures.FormatTime(value)}");
        return new ChartRow(
            parts.Name,
            $"{Figures.FormatTime(parts.Start)} + {Figures.FormatTime(parts.Transfer)}",
            [
                new Bar(begun, begun + parts.Rest, 1, BarStyle.Hollow, Hover("computing and waiting", parts.Rest)),
                new Bar(0, parts.Start, 2, BarStyle.Hatched, Hover("start-up", parts.Start)),
                new Bar(parts.Start, begun, 4, BarStyle.Solid, Hover("transfer", parts.Transfer)),
            ]
        );
    }
}
