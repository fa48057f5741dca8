using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The names of the benchmarks of a comparison, as short as they can be.</summary>
internal static class PairNames
{
    /// <returns>For each key its name; for a renamed benchmark the old name and the new one.</returns>
    public static ImmutableDictionary<BenchmarkKey, string> Shorten(Comparison comparison)
    {
        Pair[] all = [.. FindAll(comparison)];
        Pair[] renamed = [.. all.Where(IsRenamed)];
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks(
            all.SelectMany(pair => new[] { pair.Key, pair.Key.Shared }).Concat(renamed.Select(FindNewKey))
        );
        return names.SetItems(renamed.Select(pair => KeyValuePair.Create(pair.Key, $"{names[pair.Key]} → {names[FindNewKey(pair)]}")));
    }

    // Parameters alone are written as in another culture.
    private static bool IsRenamed(Pair pair) =>
        pair is { Baseline: { } baseline, Candidate: { } candidate }
        && (baseline.Class != candidate.Class || baseline.Method != candidate.Method);

    private static BenchmarkKey FindNewKey(Pair pair) => pair.Key with { FullName = pair.Candidate!.Key.FullName };

    private static IEnumerable<Pair> FindAll(Comparison comparison) =>
        [
            .. comparison.Judgements.Select(judgement => judgement.Pair),
            .. comparison.Missing,
            .. comparison.Added,
            .. comparison.Failed,
            .. comparison.FailedInBoth,
            .. comparison.Mended,
            .. comparison.Ambiguous,
        ];
}
