using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>Figures other than time: shown where they differ, never judged.</summary>
internal static class MetricsTable
{
    private const int MostRows = 40;

    public static ImmutableArray<Block> CreateBlocks(Comparison comparison, ImmutableDictionary<BenchmarkKey, string> names)
    {
        (Pair Pair, MetricPair Metric)[] rows = [.. FindDiffering(comparison)];
        return rows is []
            ? []
            :
            [
                new Heading($"Other metrics that differ by more than {Figures.FormatPercent(comparison.Rules.Margin)}"),
                Grid.Create(
                    rows.Take(MostRows),
                    new("Benchmark", row => names[row.Pair.Key]),
                    new("Metric", row => row.Metric.Either.Name),
                    new("Baseline", row => Format(row.Metric.Baseline), true),
                    new("Candidate", row => Format(row.Metric.Candidate), true)
                ),
                .. rows.Length > MostRows
                    ? [new Paragraph($"{Figures.FormatCount(rows.Length - MostRows)} more are in -o FILE.csv and FILE.json.")]
                    : ImmutableArray<Block>.Empty,
            ];
    }

    // The main table has allocations.
    private static IEnumerable<(Pair Pair, MetricPair Metric)> FindDiffering(Comparison comparison) =>
        from judgement in comparison.Judgements
        let pair = judgement.Assessment.Pair
        from metric in Pairs(pair)
        where
            metric.Either.Id != ReportFile.AllocatedMemory
            && Differs(metric.Baseline?.Value, metric.Candidate?.Value, comparison.Rules.Margin)
        select (pair, metric);

    /// <summary>The metrics that either side has.</summary>
    public static IEnumerable<MetricPair> Pairs(Pair pair) =>
        pair.Baseline!.Metrics.Select(metric => metric.Id)
            .Union(pair.Candidate!.Metrics.Select(metric => metric.Id))
            .Select(id => new MetricPair(
                pair.Baseline.Metrics.FirstOrDefault(metric => metric.Id == id),
                pair.Candidate.Metrics.FirstOrDefault(metric => metric.Id == id)
            ));

    private static bool Differs(double? baseline, double? candidate, double margin) =>
        Math.Abs((candidate - baseline) ?? 0) > margin * Math.Abs(baseline ?? 0);

    private static string Format(Metric? metric) =>
        metric is null ? Figures.None
        : metric.Unit is "" or "Count" ? Figures.FormatNumber(metric.Value)
        : $"{Figures.FormatNumber(metric.Value)} {metric.Unit}";
}

/// <summary>A metric on both sides; at least one of them has it.</summary>
internal readonly record struct MetricPair(Metric? Baseline, Metric? Candidate)
{
    /// <summary>The metric of a side that has it: name, unit and direction are the same on both.</summary>
    public Metric Either => Baseline ?? Candidate!;
}
