using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>Plans a run: benchmarks that are launched by their pilots, and those that take turns without one.</summary>
internal static class GatePlanner
{
    /// <param name="probe">All benchmarks.</param>
    /// <param name="pilots">Of those that are launched and did not fail.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <exception cref="UsageException">The budget is too short for any verdict.</exception>
    public static GatePlan Plan(ProbeLine probe, ImmutableArray<BenchmarkPilot> pilots, GateSettings settings)
    {
        int elsewhere = probe.CountElsewhere(settings.Shard);
        ProbedBenchmark[] inTurns = [.. probe.Benchmarks.Where(benchmark => benchmark.Method == PairMethod.Turns)];
        if (inTurns is [])
        {
            return Planner.Plan(pilots, settings, elsewhere);
        }

        ImmutableArray<BenchmarkPlan> launched = pilots.IsEmpty
            ? []
            : Planner.Plan(pilots, settings, inTurns.Length + elsewhere).Benchmarks;
        int benchmarks = inTurns.Length + pilots.Length;
        ImmutableArray<BenchmarkPlan> all =
        [
            .. launched
                .Concat(inTurns.Select(benchmark => TurnPlanner.Plan(benchmark, benchmarks, settings, elsewhere)))
                .OrderBy(plan => plan.Name, StringComparer.Ordinal),
        ];
        return new GatePlan(all, GatePlan.ComputeControlPairs(all.Sum(plan => plan.PairsOne), isFirstStage: true));
    }
}
