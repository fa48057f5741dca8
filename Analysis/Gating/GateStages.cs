using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>Which benchmarks a stage measures, and what it saw of them.</summary>
internal static class GateStages
{
    /// <returns>The benchmarks of the plan that have not failed.</returns>
    public static ImmutableArray<BenchmarkPlan> SelectNotFailed(GateRun run) =>
        [.. run.Plan!.Benchmarks.Where(benchmark => run.FindFault(benchmark.Name) is null)];

    /// <returns>The benchmarks that the first stage did not show clean. One that fails in the second stage is still among them.</returns>
    public static ImmutableArray<BenchmarkPlan> SelectStageTwo(GateRun run) =>
        [
            .. run.Plan!.Benchmarks.Where(benchmark => run.FindFault(benchmark.Name) is null or { Phase: LaunchPhase.StageTwo })
                .Where(benchmark => !StageOne.EndsHere(Assess(run, benchmark, LaunchPhase.StageOne), run.Header.Settings.Rules)),
        ];

    /// <returns>The pairs of a benchmark in a stage, judged by what the plan chose to stand for a launch.</returns>
    public static PairedAssessment Assess(GateRun run, BenchmarkPlan benchmark, LaunchPhase stage) =>
        PairedAssessment.FromLogs(
            ComputeLogs([.. run.SelectPairs(stage).Where(pair => !pair.IsControl && pair.Benchmark == benchmark.Name)], benchmark)
        );

    /// <returns>ln of each launch's summary, pairs in the order of the schedule.</returns>
    public static PairedLogs ComputeLogs(ImmutableArray<LaunchPair> pairs, BenchmarkPlan benchmark)
    {
        LaunchPair[] ordered = [.. pairs.OrderBy(pair => pair.Number)];

        // BenchmarkDotNet 0.12 leaves out what it takes for outliers: equally many are looked at on both sides.
        int iterations = ordered
            .SelectMany(pair => new[] { pair.Baseline, pair.Candidate })
            .Select(launch => launch.NanosecondsPerOp.Length)
            .Append(benchmark.Iterations)
            .Min();
        double Log(LaunchLine launch) =>
            Math.Log(LaunchSummaries.Summarize(launch.NanosecondsPerOp[..iterations], benchmark.Summary, iterations));
        return new PairedLogs([.. ordered.Select(pair => Log(pair.Baseline))], [.. ordered.Select(pair => Log(pair.Candidate))]);
    }

    /// <summary>Whether both stages are done.</summary>
    public static bool IsFinished(GateRun run) =>
        run.Plan is not null && SelectRemaining(run, LaunchPhase.StageOne).IsEmpty && SelectRemaining(run, LaunchPhase.StageTwo).IsEmpty;

    /// <returns>The pairs of a stage that are still to be measured, in order. Of the second stage only once the first is done.</returns>
    public static ImmutableArray<PlannedPair> SelectRemaining(GateRun run, LaunchPhase stage)
    {
        bool isFirst = stage == LaunchPhase.StageOne;

        // A schedule does not change when a benchmark fails on the way: it is that of the benchmarks that began the stage.
        ImmutableArray<BenchmarkPlan> benchmarks = isFirst ? run.Plan!.Benchmarks : SelectStageTwo(run);
        int controls = isFirst ? run.Plan!.ControlPairsOne : GatePlan.ComputeControlPairsTwo(benchmarks);
        HashSet<int> done = [.. run.SelectPairs(stage).Select(pair => pair.Number)];
        return
        [
            .. PairSchedule
                .Create(
                    [.. benchmarks.Select(benchmark => (benchmark.Name, isFirst ? benchmark.PairsOne : benchmark.PairsTwo))],
                    controls,
                    run.Header.Settings.Seed + (int)stage
                )
                .Where(pair => !done.Contains(pair.Number) && run.FindFault(pair.Benchmark) is null),
        ];
    }

    /// <returns>Part of the stages' time that was not the launches': choosing, reading, writing, watching. Null without two
    /// launches.</returns>
    public static double? ComputeOverhead(GateRun run)
    {
        double whole = 0;
        double launches = 0;
        LaunchLine? last = null;
        foreach (LaunchLine launch in run.SelectLaunches(LaunchPhase.StageOne, LaunchPhase.StageTwo))
        {
            // A session begins its clock anew: what was between two of them is no overhead.
            if (last is not null && launch.StartedAt >= last.StartedAt + last.Elapsed)
            {
                whole += launch.StartedAt - last.StartedAt;
                launches += last.Elapsed;
            }

            last = launch;
        }

        return whole > 0 ? 1 - (launches / whole) : null;
    }
}
