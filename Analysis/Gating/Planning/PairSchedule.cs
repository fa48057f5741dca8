namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>A pair to be measured.</summary>
/// <param name="Number">Its place.</param>
/// <param name="Benchmark">Full name.</param>
/// <param name="IsControl">True where the baseline runs against its own copy.</param>
/// <param name="BaselineFirst">True where the baseline's launch comes first.</param>
/// <param name="IsSwapped">True in the second half, where the programs have changed places.</param>
internal readonly record struct PlannedPair(int Number, string Benchmark, bool IsControl, bool BaselineFirst, bool IsSwapped)
{
    /// <summary>The pair of processes that measures it, from 1; 0 where the processes are its own.</summary>
    public int Sweep { get; init; }
}

/// <summary>
/// The order of a stage's pairs. Everything that drifts with time (clock, neighbours, order, path) falls on both sides alike: pairs of
/// all benchmarks are shuffled, each benchmark has half its pairs in either half, and in each half the order inside a pair is balanced
/// and random.
/// </summary>
internal static class PairSchedule
{
    /// <param name="benchmarks">The number of pairs of each benchmark.</param>
    /// <param name="controls">The number of A/A controls, shared out among the benchmarks in turn.</param>
    /// <param name="seed">The same seed gives the same schedule.</param>
    /// <returns>The pairs in the order of measuring.</returns>
    public static ImmutableArray<PlannedPair> Create(ImmutableArray<(string Name, int Pairs)> benchmarks, int controls, int seed)
    {
        Random random = new(seed);
        ImmutableArray<(string Name, int Pairs, bool IsControl)> groups =
        [
            .. benchmarks.Select(benchmark => (benchmark.Name, benchmark.Pairs, false)),
            .. benchmarks.Select((benchmark, i) => (benchmark.Name, ComputeShare(controls, i, benchmarks.Length), true)),
        ];
        List<PlannedPair>[] halves =
        [
            [],
            [],
        ];
        for (int group = 0; group < groups.Length; group++)
        {
            Place(halves, groups[group], group, random);
        }

        PlannedPair[] ordered = [.. halves.SelectMany(half => Shuffle(half, random))];
        return [.. ordered.Select((pair, number) => pair with { Number = number })];
    }

    // Odd ones are given to the halves in turn. The order that one half has once more, the other has once less.
    private static void Place(List<PlannedPair>[] halves, (string Name, int Pairs, bool IsControl) group, int index, Random random)
    {
        bool first = random.Next(2) == 0;
        for (int i = 0; i < group.Pairs; i++)
        {
            int half = (i + index) % 2;
            bool baselineFirst = (((i / 2) + (i % 2)) % 2 == 0) == first;
            halves[half].Add(new PlannedPair(0, group.Name, group.IsControl, baselineFirst, IsSwapped: half == 1));
        }
    }

    private static PlannedPair[] Shuffle(List<PlannedPair> pairs, Random random)
    {
        PlannedPair[] shuffled = [.. pairs];
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static int ComputeShare(int total, int index, int count) => (total / count) + (index < total % count ? 1 : 0);
}
