namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>
/// The order of pairs whose sides take turns. A sweep is one pair of fresh processes that measures many benchmarks, in random order. A
/// benchmark has one pair of its own in a sweep at most, so that its pairs are independent processes. What drifts with time falls on
/// both sides alike, as in <see cref="PairSchedule"/>.
/// </summary>
internal static class SweepSchedule
{
    private const int FewestControlSweeps = 2;

    /// <param name="benchmarks">The number of pairs of each benchmark.</param>
    /// <param name="controls">The number of A/A controls, shared out among the benchmarks in turn.</param>
    /// <param name="seed">The same seed gives the same schedule.</param>
    /// <returns>The pairs in the order of measuring.</returns>
    public static ImmutableArray<PlannedPair> Create(ImmutableArray<(string Name, int Pairs)> benchmarks, int controls, int seed)
    {
        if (benchmarks.IsEmpty)
        {
            return [];
        }

        Random random = new(seed);
        Sweep[] sweeps = [.. CreateSweeps(benchmarks), .. CreateControlSweeps([.. benchmarks.Select(one => one.Name)], controls)];
        bool first = random.Next(2) == 0;
        PlannedPair[] ordered =
        [
            .. sweeps
                .Index()
                .OrderBy(sweep => sweep.Item.Half)
                .ThenBy(_ => random.Next())
                .SelectMany(sweep =>
                    Shuffle(sweep.Item.Benchmarks, random)
                        .Select(name => new PlannedPair(
                            0,
                            name,
                            sweep.Item.IsControl,
                            BaselineFirst: (sweep.Item.Round % 2 == 0) == first,
                            IsSwapped: sweep.Item.Half == 1
                        )
                        {
                            Sweep = sweep.Index + 1,
                        })
                ),
        ];
        return [.. ordered.Select((pair, number) => pair with { Number = number })];
    }

    private static IEnumerable<Sweep> CreateSweeps(ImmutableArray<(string Name, int Pairs)> benchmarks) =>
        Enumerable
            .Range(0, benchmarks.Max(benchmark => benchmark.Pairs))
            .Select(i => new Sweep([.. benchmarks.Where(benchmark => benchmark.Pairs > i).Select(benchmark => benchmark.Name)], false, i));

    // Control i goes to benchmark i modulo their number, and the controls of a benchmark to sweeps of their own.
    private static IEnumerable<Sweep> CreateControlSweeps(string[] names, int controls)
    {
        int sweeps = Math.Min(controls, Math.Max(FewestControlSweeps, (int)Math.Ceiling(controls / (double)names.Length)));
        return Enumerable
            .Range(0, sweeps)
            .Select(sweep => new Sweep(
                [
                    .. Enumerable
                        .Range(0, controls)
                        .Where(i => ((i / names.Length) + (i % names.Length)) % sweeps == sweep)
                        .Select(i => names[i % names.Length]),
                ],
                true,
                sweep
            ));
    }

    private static string[] Shuffle(ImmutableArray<string> names, Random random)
    {
        string[] shuffled = [.. names];
        random.Shuffle(shuffled);
        return shuffled;
    }

    private sealed record Sweep(ImmutableArray<string> Benchmarks, bool IsControl, int Number)
    {
        /// <summary>0 or 1: in the second half the programs have changed places.</summary>
        public int Half => Number % 2;

        /// <summary>Its place in its half, by which the order of the sides is balanced.</summary>
        public int Round => Number / 2;
    }
}
