using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Shards;

/// <summary>Creates the run that all shards of a gate are together, for a reader: no machine has measured it.</summary>
internal static class MergedRun
{
    /// <param name="shards">All shards, in order, each with a plan.</param>
    public static GateRun Create(ImmutableArray<GateRun> shards)
    {
        HeaderLine header = shards[0].Header;
        return new GateRun(
            header with
            {
                Settings = header.Settings with { Shard = null },
            },
            [.. shards.SelectMany(shard => shard.Sessions)],
            MergeProbes([.. shards.Select(shard => shard.Probe!)]),
            MergePlans([.. shards.Select(shard => shard.Plan!)]),
            [.. MergeLaunches(shards)]
        );
    }

    private static ProbeLine MergeProbes(ImmutableArray<ProbeLine> probes)
    {
        string runtime = Join(probes, probe => probe.Runtime);
        string engine = Join(probes, probe => probe.BenchmarkDotNet);
        string candidateRuntime = Join(probes, probe => probe.CandidateRuntime ?? probe.Runtime);
        string candidateEngine = Join(probes, probe => probe.CandidateBenchmarkDotNet ?? probe.BenchmarkDotNet);
        return probes[0] with
        {
            Machine = JoinMachines(probes),
            Runtime = runtime,
            BenchmarkDotNet = engine,
            CandidateRuntime = candidateRuntime == runtime ? null : candidateRuntime,
            CandidateBenchmarkDotNet = candidateEngine == engine ? null : candidateEngine,
            AllShards = null,
            ElapsedSeconds = probes.Sum(probe => probe.ElapsedSeconds),
            Unchanged = MergeUnchanged([.. probes.Select(probe => probe.Unchanged).OfType<UnchangedBenchmarks>()]),
            Benchmarks = [.. probes.SelectMany(probe => probe.Benchmarks).OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)],

            // Every shard finds what a side lacks.
            Findings = [.. probes.SelectMany(probe => probe.Findings).DistinctBy(finding => (finding.Kind, finding.Name))],
        };
    }

    // The table of the shards has each one's own.
    private static string JoinMachines(ImmutableArray<ProbeLine> probes) =>
        probes.Select(probe => probe.Machine).Distinct().Count() is > 1 and var machines
            ? string.Create(CultureInfo.InvariantCulture, $"{machines} machines")
            : probes[0].Machine;

    private static UnchangedBenchmarks? MergeUnchanged(UnchangedBenchmarks[] shards) =>
        shards is []
            ? null
            : new UnchangedBenchmarks(
                [.. shards.SelectMany(shard => shard.NotMeasured).Order(StringComparer.Ordinal)],
                [.. shards.SelectMany(shard => shard.Checks).Order(StringComparer.Ordinal)]
            );

    private static string Join(ImmutableArray<ProbeLine> probes, Func<ProbeLine, string> text) =>
        string.Join("; ", probes.Select(text).Distinct());

    private static GatePlan MergePlans(ImmutableArray<GatePlan> plans) =>
        plans[0] with
        {
            Benchmarks = [.. plans.SelectMany(plan => plan.Benchmarks).OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)],
            ControlPairsOne = plans.Sum(plan => plan.ControlPairsOne),
        };

    // Each shard counts its pairs from 0, so those of the next one begin behind.
    private static IEnumerable<LaunchLine> MergeLaunches(ImmutableArray<GateRun> shards)
    {
        int first = 0;
        foreach (GateRun shard in shards)
        {
            foreach (LaunchLine launch in shard.Launches)
            {
                yield return launch with
                {
                    Pair = first + launch.Pair,
                };
            }

            first += shard.Launches.Select(launch => launch.Pair + 1).DefaultIfEmpty(0).Max();
        }
    }
}
