using System.Collections.Immutable;
using ConcurrencyBench.Compare.Loading;

namespace ConcurrencyBench.Compare.Matching;

/// <summary>One benchmark on both sides; at least one of them has it.</summary>
internal sealed record Pair(BenchmarkKey Key, Benchmark? Baseline, Benchmark? Candidate)
{
    /// <summary>Whether both sides measured it.</summary>
    public bool IsComparable => Baseline is { IsFailed: false } && Candidate is { IsFailed: false };
}

/// <summary>The outer join of two reports: nothing is left out.</summary>
internal static class Pairing
{
    /// <returns>Sorted by key.</returns>
    public static ImmutableArray<Pair> OuterJoin(Report baseline, Report candidate)
    {
        Dictionary<BenchmarkKey, Benchmark> left = baseline.Benchmarks.ToDictionary(benchmark => benchmark.Key);
        Dictionary<BenchmarkKey, Benchmark> right = candidate.Benchmarks.ToDictionary(benchmark => benchmark.Key);
        return [.. left.Keys.Union(right.Keys).Order().Select(key => new Pair(key, left.GetValueOrDefault(key), right.GetValueOrDefault(key)))];
    }
}
