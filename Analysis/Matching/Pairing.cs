using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>One benchmark in two reports; at least one of them has it.</summary>
/// <param name="Key">The identity that both sides share.</param>
/// <param name="Baseline">The benchmark in the baseline; null where it is not there.</param>
/// <param name="Candidate">The benchmark in the candidate; null where it is not there.</param>
public sealed record Pair(BenchmarkKey Key, Benchmark? Baseline, Benchmark? Candidate)
{
    /// <summary>True where several have this name, and nothing says which of one side is which of the other.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>True where both sides have measured it and it is not ambiguous.</summary>
    public bool IsComparable => !IsAmbiguous && Baseline is { IsFailed: false } && Candidate is { IsFailed: false };
}

/// <summary>The outer join of two reports: nothing is left out.</summary>
internal static class Pairing
{
    /// <returns>Sorted by key.</returns>
    public static ImmutableArray<Pair> OuterJoin(Report baseline, Report candidate)
    {
        ILookup<BenchmarkKey, Benchmark> left = baseline.Benchmarks.ToLookup(benchmark => benchmark.Key.Shared);
        ILookup<BenchmarkKey, Benchmark> right = candidate.Benchmarks.ToLookup(benchmark => benchmark.Key.Shared);
        IEnumerable<Pair> pairs = left.Concat(right)
            .Select(group => group.Key)
            .Distinct()
            .SelectMany(key => Join(key, [.. left[key]], [.. right[key]]));
        Benchmark[] unsure = [.. baseline.Benchmarks.Concat(candidate.Benchmarks).Where(benchmark => !benchmark.MayBe.IsEmpty)];
        return [.. (unsure is [] ? pairs : pairs.Select(pair => MarkUnsure(pair, unsure))).OrderBy(pair => pair.Key)];
    }

    // A row of a table that may be several benchmarks, and what it may be.
    private static Pair MarkUnsure(Pair pair, Benchmark[] unsure) =>
        unsure.Any(benchmark =>
            benchmark == pair.Baseline
            || benchmark == pair.Candidate
            || (benchmark.MayBe.Contains(pair.Key) && (pair.Baseline is null || pair.Candidate is null))
        )
            ? pair with
            {
                IsAmbiguous = true,
            }
            : pair;

    private static IEnumerable<Pair> Join(BenchmarkKey shared, Benchmark[] left, Benchmark[] right)
    {
        if (!CanBeToldApart(left, right))
        {
            return [new Pair(shared, left.FirstOrDefault(), right.FirstOrDefault()) { IsAmbiguous = true }];
        }

        Dictionary<BenchmarkKey, Benchmark> baselines = left.ToDictionary(benchmark => benchmark.Key);
        Dictionary<BenchmarkKey, Benchmark> candidates = right.ToDictionary(benchmark => benchmark.Key);
        return baselines
            .Keys.Union(candidates.Keys)
            .Select(key => new Pair(key, baselines.GetValueOrDefault(key), candidates.GetValueOrDefault(key)));
    }

    // A name that one side has once and the other several times cannot be matched. Names that differ by their order in the report
    // alone can be matched only where both sides have equally many.
    private static bool CanBeToldApart(Benchmark[] left, Benchmark[] right) =>
        left is []
        || right is []
        || (left.All(HasOneName) && right.All(HasOneName))
        || (
            !left.Any(HasOneName)
            && !right.Any(HasOneName)
            && (left.Length == right.Length || !left.Concat(right).Any(benchmark => Namesakes.IsByOrder(benchmark.Key)))
        );

    private static bool HasOneName(Benchmark benchmark) => benchmark.Key.Distinction.Length == 0;
}
