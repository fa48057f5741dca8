using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Speed-ups of several machines side by side: ratios inside a run can be compared where times cannot.</summary>
internal static class MachinesPicture
{
    /// <param name="name">The class.</param>
    /// <param name="table">A column a machine.</param>
    /// <param name="machines">Their names, in order.</param>
    /// <param name="id">The picture's.</param>
    /// <returns>Null where fewer than two of them have a speed-up in common.</returns>
    public static Picture? Draw(string name, RunTable table, ImmutableArray<string> machines, string id)
    {
        MachineRow[] common = [.. FindCommon(table, machines.Length)];
        if (common is [])
        {
            return null;
        }

        MachineRow[] drawn = [.. common.Take(PictureRules.MostRows)];
        bool isLog = PictureRules.AreFarApart(
            drawn.SelectMany(row => row.LogSpeedups).OfType<Estimate>().Select(log => Math.Exp(log.Value))
        );
        RowChart chart = new(
            id,
            $"{name}: machines side by side, speed-up over each machine's own baseline",
            $"{Figures.FormatCount(machines.Length, "machine")}: {string.Join(", ", machines)}. The table has every figure.",
            new Axis("Speed-up", Quantity.Times, isLog, !isLog),
            [new RowGroup(null, [.. drawn.Select(row => new ChartRow(row.Name, "", [.. CreateMarks(row, machines)]))])],
            [.. machines.Select((machine, i) => new LegendItem(new Spot(0, Shapes.ForSeries(i), i + 1, 0, ""), machine))]
        )
        {
            RowHeight = Math.Clamp(10 + (8 * machines.Length), 24, 60),
            Reference = (1, "1x"),
        };
        return PictureRules.Create(
            chart,
            "A shape a machine, with its 95 % interval. Times of different machines say nothing of the code; "
                + "how many times as fast as its own baseline does.",
            common.Length - drawn.Length,
            Grid.Create(
                common,
                [
                    new("Benchmark", row => row.Name),
                    .. machines.Select((machine, i) => new Column<MachineRow>(machine, row => FormatSpeedup(row.LogSpeedups[i]), true)),
                ]
            )
        );
    }

    private static IEnumerable<MachineRow> FindCommon(RunTable table, int machines)
    {
        ImmutableDictionary<BenchmarkKey, string> names = NameBenchmarks(table);
        return table
            .Rows.Select(row => new MachineRow(
                names[row.Key],
                [.. Enumerable.Range(0, machines).Select(run => table.ComputeLogSpeedup(row, run))]
            ))
            .Where(row => row.LogSpeedups.Count(log => log is { Variance: > 0 }) > 1)
            .OrderByDescending(row => row.LogSpeedups.OfType<Estimate>().Max(log => log.Value));
    }

    private sealed record MachineRow(string Name, ImmutableArray<Estimate?> LogSpeedups);

    // In a picture of one class the method is enough, unless it was measured with several parameters.
    private static ImmutableDictionary<BenchmarkKey, string> NameBenchmarks(RunTable table)
    {
        Benchmark[] benchmarks = [.. table.Rows.Select(row => row.Cells.Select(cell => cell.Benchmark).OfType<Benchmark>().First())];
        ImmutableDictionary<(string, string), string> titles = ShortNames.ShortenMethods(benchmarks);
        (BenchmarkKey Key, string Method)[] methods =
        [
            .. benchmarks.Select(benchmark => (benchmark.Key, titles[(benchmark.Class, benchmark.Method)])),
        ];
        return methods.Select(row => row.Method).Distinct().Count() == methods.Length
            ? methods.ToImmutableDictionary(row => row.Key, row => row.Method)
            : ShortNames.ShortenBenchmarks(table.Rows.Select(row => row.Key));
    }

    private static IEnumerable<Mark> CreateMarks(MachineRow row, ImmutableArray<string> machines)
    {
        foreach ((int i, Estimate? speedup) in row.LogSpeedups.Index())
        {
            if (speedup is { } log)
            {
                double lane = (((i + 0.5) / machines.Length) - 0.5) * 0.8;
                string hover = PictureRules.FormatHover(row.Name, machines[i], FormatSpeedup(log));
                foreach (Mark whisker in PictureRules.CreateWhisker(log, hover, lane))
                {
                    yield return whisker;
                }

                yield return new Spot(Math.Exp(log.Value), Shapes.ForSeries(i), i + 1, lane, hover);
            }
        }
    }

    private static string FormatSpeedup(Estimate? log) =>
        log is not { } known ? Figures.None
        : PictureRules.FormatSpeedupInterval(known) is { Length: > 0 } interval ? $"{Figures.FormatSpeedup(known.Value)} ({interval})"
        : Figures.FormatSpeedup(known.Value);
}
