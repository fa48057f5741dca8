using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>Plans a run: benchmarks that are launched by their pilots, and those that take turns with or without an earlier run.</summary>
internal static class GatePlanner
{
    /// <param name="probe">All benchmarks.</param>
    /// <param name="pilots">Of those that are launched and did not fail.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="spreads">σ of a pair's log difference in an earlier run, by the names of benchmarks that take turns.</param>
    /// <exception cref="UsageException">The budget is too short for any verdict.</exception>
    public static GatePlan Plan(
        ProbeLine probe,
        ImmutableArray<BenchmarkPilot> pilots,
        GateSettings settings,
        ImmutableDictionary<string, double> spreads
    )
    {
        int elsewhere = probe.CountElsewhere(settings.Shard);
        ImmutableArray<ProbedBenchmark> inTurns = [.. probe.Benchmarks.Where(benchmark => benchmark.Method == PairMethod.Turns)];
        if (inTurns is [])
        {
            return Planner.Plan(pilots, settings, elsewhere);
        }

        // Both kinds get their part of the budget.
        int benchmarks = inTurns.Length + pilots.Length;
        double share = inTurns.Length / (double)benchmarks;
        double? seconds = settings.BudgetSeconds is { } budget ? share * (budget - (probe.ElapsedSeconds ?? 0)) : null;
        ImmutableArray<BenchmarkPlan> launched = pilots.IsEmpty
            ? []
            : Planner
                .Plan(pilots, settings with { BudgetSeconds = (1 - share) * settings.BudgetSeconds }, inTurns.Length + elsewhere)
                .Benchmarks;
        ImmutableArray<BenchmarkPlan> all =
        [
            .. launched
                .Concat(TurnPlanner.Plan(inTurns, benchmarks, seconds, settings, spreads, elsewhere))
                .OrderBy(plan => plan.Name, StringComparer.Ordinal),
        ];
        return new GatePlan(all, GatePlan.ComputeControlPairs(all.Sum(plan => plan.PairsOne), isFirstStage: true));
    }
}
