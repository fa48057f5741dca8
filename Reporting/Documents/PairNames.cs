using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The names of the benchmarks of a comparison, as short as they can be.</summary>
internal static class PairNames
{
    public static ImmutableDictionary<BenchmarkKey, string> Shorten(Comparison comparison) =>
        ShortNames.ShortenBenchmarks(FindAll(comparison).SelectMany(pair => new[] { pair.Key, pair.Key.Shared }));

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
