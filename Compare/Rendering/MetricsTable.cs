using System.Collections.Immutable;
using ConcurrencyBench.Compare.Judging;
using ConcurrencyBench.Compare.Loading;
using ConcurrencyBench.Compare.Matching;

namespace ConcurrencyBench.Compare.Rendering;

/// <summary>Figures other than time: shown where they differ, never judged.</summary>
internal static class MetricsTable
{
    private const int MostRows = 40;

    // The main table has it.
    private const string AllocatedMemory = "Allocated Memory";

    public static ImmutableArray<Block> Of(Comparison comparison, ImmutableDictionary<BenchmarkKey, string> names)
    {
        ImmutableArray<Cell>[] rows =
        [
            .. from judgement in comparison.Judgements
               let pair = judgement.Assessment.Pair
               from metric in Pairs(pair)
               where metric.Baseline.Id != AllocatedMemory && Differs(metric.Baseline.Value, metric.Candidate.Value, comparison.Rules.Margin)
               select ImmutableArray.Create<Cell>(names[pair.Key], metric.Baseline.Name, Text(metric.Baseline), Text(metric.Candidate)),
        ];
        return rows is []
            ? []
            :
            [
                new Heading($"Other metrics that differ by more than {Figures.Percent(comparison.Rules.Margin)}"),
                new Grid([new Column("Benchmark"), new Column("Metric"), new Column("Baseline", true), new Column("Candidate", true)], [.. rows.Take(MostRows)]),
                .. rows.Length > MostRows ? [new Paragraph($"{Figures.Count(rows.Length - MostRows)} more are in -o FILE.csv and FILE.json.")] : ImmutableArray<Block>.Empty,
            ];
    }

    /// <summary>The metrics that both sides have.</summary>
    public static IEnumerable<(Metric Baseline, Metric Candidate)> Pairs(Pair pair)
        => pair.Baseline!.Metrics.Join(pair.Candidate!.Metrics, metric => metric.Id, metric => metric.Id, (baseline, candidate) => (baseline, candidate));

    private static bool Differs(double baseline, double candidate, double margin) => Math.Abs(candidate - baseline) > margin * Math.Abs(baseline);

    private static string Text(Metric metric) => metric.Unit is "" or "Count" ? Figures.Number(metric.Value) : $"{Figures.Number(metric.Value)} {metric.Unit}";
}
