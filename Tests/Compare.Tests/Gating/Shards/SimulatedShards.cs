using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Compare.Tests.Gating.Shards;

/// <summary>Shards of simulated gates.</summary>
internal static class SimulatedShards
{
    /// <summary>Runs every shard of a gate, each with a seed of its own.</summary>
    public static ImmutableArray<GateRun> Run(
        int count,
        ImmutableArray<SimulatedBenchmark> benchmarks,
        bool takesTurns = true,
        StagePairs? pairs = null
    ) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(number =>
                {
                    using SimulatedGate gate = Create(new Shard(number, count), benchmarks, takesTurns, pairs);
                    return gate.Run();
                }),
        ];

    public static SimulatedGate Create(
        Shard? shard,
        ImmutableArray<SimulatedBenchmark> benchmarks,
        bool takesTurns = true,
        StagePairs? pairs = null
    ) =>
        new(shard?.Number ?? 1, benchmarks)
        {
            Settings = SimulatedGate.DefaultSettings with { Shard = shard, Seed = shard?.Number ?? 1, Pairs = pairs },
            CreateTurns = takesTurns ? (staged, all, seed) => new SimulatedTurns(staged, all, seed) : null,
        };

    /// <summary>Divides a run as if shards had measured its pairs.</summary>
    public static ImmutableArray<GateRun> Split(GateRun run, int count) =>
        [.. Enumerable.Range(1, count).Select(number => Take(run, new Shard(number, count)))];

    public static ImmutableArray<SimulatedBenchmark> CreateSuite(int benchmarks) =>
        [.. Enumerable.Range(0, benchmarks).Select(i => new SimulatedBenchmark(FormattableString.Invariant($"N.T.B{i:00}")))];

    /// <summary>Draws a whole run in turns, of one turn a pair, without files and without controls.</summary>
    /// <param name="benchmarks">Their number.</param>
    /// <param name="pairs">Of each stage.</param>
    /// <param name="noise">SD of the logarithm of a pair's ratio.</param>
    /// <param name="seed">The same seed draws the same run.</param>
    public static GateRun Draw(int benchmarks, StagePairs pairs, double noise, int seed)
    {
        Random random = new(seed);
        string[] names = [.. CreateSuite(benchmarks).Select(benchmark => benchmark.Name)];
        return new GateRun(
            new HeaderLine(
                1,
                SimulatedGate.DefaultSettings with
                {
                    Pairs = pairs,
                },
                new SideIdentity("a", "a", "1"),
                new SideIdentity("b", "b", "2")
            ),
            [],
            new ProbeLine("M", "R", "B", 2, [.. names.Select(name => new ProbedBenchmark(name, 0) { Method = PairMethod.Turns })], []),
            new GatePlan(
                [
                    .. names.Select(name => new BenchmarkPlan(name, LaunchSummary.Median, 1, 1, pairs.One, pairs.Two, 0.02, 0, 0.2, 0.05)
                    {
                        Method = PairMethod.Turns,
                    }),
                ],
                ControlPairsOne: 0
            ),
            [.. DrawStage(LaunchPhase.StageOne, pairs.One), .. DrawStage(LaunchPhase.StageTwo, pairs.Two)]
        );

        IEnumerable<LaunchLine> DrawStage(LaunchPhase stage, int count) =>
            names
                .SelectMany(name => Enumerable.Repeat(name, count))
                .SelectMany((name, number) => DrawPair(stage, number, name, 1000 * Math.Exp(Normal.Sample(random, 0, noise))));
    }

    private static LaunchLine[] DrawPair(LaunchPhase stage, int number, string name, double candidate)
    {
        LaunchLine baseline = new(stage, number, name, LaunchSide.Baseline, 0, 1, [1000], number, 0.2, MachineReading.None, null);
        return [baseline, baseline with { Side = LaunchSide.Candidate, NanosecondsPerOp = [candidate] }];
    }

    private static GateRun Take(GateRun run, Shard shard)
    {
        ProbeLine probe = run.Probe!.TakeShard(shard);
        HashSet<string> own = [.. shard.Select(probe.AllShards!.Value)];
        return run with
        {
            Header = run.Header with { Settings = run.Header.Settings with { Shard = shard } },
            Probe = probe,
            Plan = run.Plan! with { Benchmarks = [.. run.Plan.Benchmarks.Where(benchmark => own.Contains(benchmark.Name))] },
            Launches = [.. run.Launches.Where(launch => own.Contains(launch.Benchmark))],
        };
    }
}
