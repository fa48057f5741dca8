using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Start-up, transfer and computing of a model, where the suite has measured what it costs beside the work.</summary>
/// <remarks>Costs are measured one after the other; in a run they overlap with work, so the first two parts are upper limits.</remarks>
internal static class StartupPicture
{
    /// <param name="view">The class that the costs belong to: its benchmarks have a parameter Workers.</param>
    /// <param name="result">What the suite says.</param>
    /// <returns>Null where the report does not have what is needed.</returns>
    public static Picture? Draw(ClassView view, ScalingResult result)
    {
        (string Name, Parts Parts, double Time)[] known =
        [
            .. from model in result.Models
            where model.Overhead is not null
            from benchmark in view.Benchmarks
            let arguments = Arguments.Parse(benchmark.Parameters)
            let time = benchmark.Nanoseconds ?? double.NaN
            where
                benchmark.Reported.Method == model.Method
                && !benchmark.Reported.IsFailed
                && arguments.Any(argument => argument.Name == "Workers" && Arguments.Number(argument.Value) == result.Cores)
                && arguments.Any(argument => argument.Value.Trim('"') == result.Workload)
            orderby time
            select (benchmark.Name, Split(model.Overhead!, time, result.Cores), time),
        ];
        if (known is [])
        {
            return null;
        }

        string id = $"report-{view.Id}-parts";
        RowChart chart = new(
            id,
            $"Start-up, transfer and computing on {result.Workload} with {Figures.FormatCount(result.Cores, "worker")}",
            "A bar is the time of an operation: start-up of the run and its workers, then handing over all items, then the rest.",
            new Axis("Time of an operation", Quantity.Time, StartsAtZero: true),
            [new RowGroup(null, [.. known.Select(row => CreateRow(row.Name, row.Parts))])],
            [
                new(new Bar(0, 0, 2, BarStyle.Hatched, ""), "start-up"),
                new(new Bar(0, 0, 4, BarStyle.Solid, ""), "transfer"),
                new(new Bar(0, 0, 1, BarStyle.Hollow, ""), "computing, and waiting for the last"),
            ]
        );
        return new Picture(
            id,
            chart.Title,
            "Start-up and transfer are what runs without work cost, one after the other; in a run they overlap with work, so they are upper limits. What is left is computing, and waiting for the last worker.",
            chart.Draw(),
            new Grid(
                [
                    new Column("Benchmark"),
                    new Column("Start-up", true),
                    new Column("Transfer", true),
                    new Column("Computing and waiting", true),
                    new Column("Time", true),
                ],
                [
                    .. known.Select(row =>
                        ImmutableArray.Create<Cell>(
                            row.Name,
                            Figures.FormatTime(row.Parts.Start),
                            Figures.FormatTime(row.Parts.Transfer),
                            Figures.FormatTime(row.Parts.Rest),
                            Figures.FormatTime(row.Time)
                        )
                    ),
                ]
            )
        );
    }

    private readonly record struct Parts(double Start, double Transfer, double Rest);

    private static Parts Split(ScalingOverhead overhead, double time, int cores)
    {
        double start = Math.Min(time, overhead.RunNanoseconds + (overhead.WorkerNanoseconds * (cores - 1)));
        double transfer = Math.Min(time - start, overhead.ItemNanoseconds * overhead.Items);
        return new Parts(start, transfer, time - start - transfer);
    }

    private static ChartRow CreateRow(string name, Parts parts)
    {
        double begun = parts.Start + parts.Transfer;
        string Hover(string what, double value) => PictureRules.FormatHover(name, $"{what}: {Figures.FormatTime(value)}");
        return new ChartRow(
            name,
            $"{Figures.FormatTime(parts.Start)} + {Figures.FormatTime(parts.Transfer)}",
            [
                new Bar(begun, begun + parts.Rest, 1, BarStyle.Hollow, Hover("computing and waiting", parts.Rest)),
                new Bar(0, parts.Start, 2, BarStyle.Hatched, Hover("start-up", parts.Start)),
                new Bar(parts.Start, begun, 4, BarStyle.Solid, Hover("transfer", parts.Transfer)),
            ]
        );
    }
}
