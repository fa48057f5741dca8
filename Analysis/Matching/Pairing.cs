using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>The difference between the experiments of two sides.</summary>
public enum ExperimentDifference
{
    /// <summary>There is none that could explain a difference of the times, or it is the one that was asked for.</summary>
    None,

    /// <summary>The versions of BenchmarkDotNet, whose engines measure differently.</summary>
    BenchmarkDotNet,

    /// <summary>The runtimes.</summary>
    Runtime,

    /// <summary>The jobs, in more than their runtime or in the way of measuring.</summary>
    Job,
}

/// <summary>One benchmark in two reports; at least one of them has it.</summary>
/// <param name="Key">The identity that both sides share; that of the baseline where they are paired under two identities.</param>
/// <param name="Baseline">The benchmark in the baseline; null where it is not there.</param>
/// <param name="Candidate">The benchmark in the candidate; null where it is not there.</param>
public sealed record Pair(BenchmarkKey Key, Benchmark? Baseline, Benchmark? Candidate)
{
    /// <summary>True where several have this name, and nothing says which of one side is which of the other.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>The difference between the experiments of both sides, because of which nothing is confirmed.</summary>
    public ExperimentDifference Difference { get; init; }

    /// <summary>True where both sides have measured it and it is not ambiguous.</summary>
    public bool IsComparable => !IsAmbiguous && Baseline is { IsFailed: false } && Candidate is { IsFailed: false };
}

/// <summary>The outer join of two reports: nothing is left out.</summary>
internal static class Pairing
{
    /// <returns>Sorted by key.</returns>
    public static ImmutableArray<Pair> OuterJoin(Report baseline, Report candidate) =>
        OuterJoin(baseline, candidate, benchmark => benchmark.Key);

    /// <param name="baseline">The baseline.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="findKey">The identity that a benchmark of the candidate has in the baseline.</param>
    /// <returns>Sorted by key.</returns>
    public static ImmutableArray<Pair> OuterJoin(Report baseline, Report candidate, Func<Benchmark, BenchmarkKey> findKey)
    {
        ILookup<BenchmarkKey, Keyed> left = baseline
            .Benchmarks.Select(benchmark => new Keyed(benchmark.Key, benchmark))
            .ToLookup(keyed => keyed.Key.Shared);
        ILookup<BenchmarkKey, Keyed> right = candidate
            .Benchmarks.Select(benchmark => new Keyed(findKey(benchmark), benchmark))
            .ToLookup(keyed => keyed.Key.Shared);
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

    private static IEnumerable<Pair> Join(BenchmarkKey shared, Keyed[] left, Keyed[] right)
    {
        if (!CanBeToldApart(left, right))
        {
            return [new Pair(shared, left.FirstOrDefault()?.Benchmark, right.FirstOrDefault()?.Benchmark) { IsAmbiguous = true }];
        }

        Dictionary<BenchmarkKey, Benchmark> baselines = left.ToDictionary(keyed => keyed.Key, keyed => keyed.Benchmark);
        Dictionary<BenchmarkKey, Benchmark> candidates = right.ToDictionary(keyed => keyed.Key, keyed => keyed.Benchmark);
        return baselines
            .Keys.Union(candidates.Keys)
            .Select(key => new Pair(key, baselines.GetValueOrDefault(key), candidates.GetValueOrDefault(key)));
    }

    // A name that one side has once and the other several times cannot be matched. Names that differ by their order in the report
    // alone can be matched only where both sides have equally many.
    private static bool CanBeToldApart(Keyed[] left, Keyed[] right) =>
        left is []
        || right is []
        || (left.All(HasOneName) && right.All(HasOneName))
        || (
            !left.Any(HasOneName)
            && !right.Any(HasOneName)
            && (left.Length == right.Length || !left.Concat(right).Any(keyed => Namesakes.IsByOrder(keyed.Key)))
        );

    private static bool HasOneName(Keyed keyed) => keyed.Key.Distinction.Length == 0;

    /// <summary>A benchmark under its own key, or under that of its counterpart.</summary>
    private sealed record Keyed(BenchmarkKey Key, Benchmark Benchmark);
}
