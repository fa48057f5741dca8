using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>The two stages of a gate: the benchmarks that each one measures, and the pairs that it has measured.</summary>
internal static class GateStages
{
    /// <returns>The benchmarks of the plan that have not failed.</returns>
    public static ImmutableArray<BenchmarkPlan> SelectNotFailed(GateRun run) =>
        [.. run.Plan!.Benchmarks.Where(benchmark => run.FindFault(benchmark.Name) is null)];

    /// <returns>
    /// The benchmarks that go on to the second stage, where the plan has time for them. One that fails there is still among them.
    /// </returns>
    public static ImmutableArray<BenchmarkPlan> SelectStageTwo(GateRun run)
    {
        ImmutableDictionary<string, PairedAssessment> first = AssessStageOne(run);
        return
        [
            .. run.Plan!.Benchmarks.Where(benchmark =>
                benchmark.PairsTwo > 0
                && first.TryGetValue(benchmark.Name, out PairedAssessment? own)
                && !StageOne.EndsHere(own, run.Header.Settings.Rules)
            ),
        ];
    }

    /// <returns>The first pairs of every benchmark that did not fail in the first stage, by name.</returns>
    public static ImmutableDictionary<string, PairedAssessment> AssessStageOne(GateRun run)
    {
        BenchmarkPlan[] begun =
        [
            .. run.Plan!.Benchmarks.Where(benchmark => run.FindFault(benchmark.Name) is null or { Phase: LaunchPhase.StageTwo }),
        ];
        ILookup<string, LaunchPair> pairs = run.SelectPairs(LaunchPhase.StageOne)
            .Where(pair => pair is { IsControl: false, IsSteady: true })
            .ToLookup(pair => pair.Benchmark);
        ImmutableArray<PairedAssessment> assessments = ModeratedPairs.Assess([
            .. begun.Select(benchmark => ComputeLogs([.. pairs[benchmark.Name]], benchmark)),
        ]);
        return begun.Zip(assessments).ToImmutableDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    /// <returns>The pairs of a benchmark in a stage, assessed with the statistic that the plan chose for a launch.</returns>
    public static PairedAssessment Assess(GateRun run, BenchmarkPlan benchmark, LaunchPhase stage) =>
        PairedAssessment.FromLogs(
            ComputeLogs(
                [.. run.SelectPairs(stage).Where(pair => pair is { IsControl: false, IsSteady: true } && pair.Benchmark == benchmark.Name)],
                benchmark
            )
        );

    /// <returns>ln of each launch's summary, pairs in the order of the schedule.</returns>
    public static PairedLogs ComputeLogs(ImmutableArray<LaunchPair> pairs, BenchmarkPlan benchmark)
    {
        LaunchPair[] ordered = [.. pairs.OrderBy(pair => pair.Number)];
        if (benchmark.Method == PairMethod.Turns)
        {
            return ComputeLogsOfTurns(ordered);
        }

        // BenchmarkDotNet 0.12 leaves out outliers, so launches differ in their number of iterations. Both sides use the smallest number.
        int iterations = ordered
            .SelectMany(pair => new[] { pair.Baseline, pair.Candidate })
            .Select(launch => launch.NanosecondsPerOp.Length)
            .Append(benchmark.Iterations)
            .Min();
        double Log(LaunchLine launch) =>
            Math.Log(LaunchSummaries.Summarize(launch.NanosecondsPerOp[..iterations], benchmark.Summary, iterations));
        return new PairedLogs([.. ordered.Select(pair => Log(pair.Baseline))], [.. ordered.Select(pair => Log(pair.Candidate))]);
    }

    /// <returns>
    /// A pair's number: ln(candidate ÷ baseline) of the lower quartiles of their turns. What disturbs a turn makes it slower, and the
    /// smallest ones are too few to lean on.
    /// </returns>
    /// <param name="baseline">The turns of the baseline, ns per operation.</param>
    /// <param name="candidate">Those of the candidate.</param>
    public static double ComputeLogRatio(ImmutableArray<double> baseline, ImmutableArray<double> candidate) =>
        candidate.Select(Log).LowerQuartile() - baseline.Select(Log).LowerQuartile();

    // The baseline's time is the median of its turns.
    private static PairedLogs ComputeLogsOfTurns(LaunchPair[] pairs)
    {
        (double Baseline, double Difference)[] logs =
        [
            .. pairs.Select(pair =>
                (
                    pair.Baseline.NanosecondsPerOp.Select(Log).Median(),
                    ComputeLogRatio(pair.Baseline.NanosecondsPerOp, pair.Candidate.NanosecondsPerOp)
                )
            ),
        ];
        return new PairedLogs([.. logs.Select(pair => pair.Baseline)], [.. logs.Select(pair => pair.Baseline + pair.Difference)])
        {
            TookTurns = true,

            // What takes less time than the empty loop around it cannot be told from it.
            Resolution = pairs is [] ? 0 : pairs.Select(pair => pair.Baseline.OverheadNanosecondsPerOp ?? 0).Median(),
        };
    }

    // A turn may be as short as its empty loop.
    private static double Log(double nanosecondsPerOp) => Math.Log(Math.Max(nanosecondsPerOp, MeasurableTime.Floor));

    /// <summary>True where both stages are done.</summary>
    public static bool IsFinished(GateRun run) =>
        run.Plan is not null && SelectRemaining(run, LaunchPhase.StageOne).IsEmpty && SelectRemaining(run, LaunchPhase.StageTwo).IsEmpty;

    /// <returns>The pairs of a stage that are still to be measured, in order; for the second stage, only once the first is done.</returns>
    public static ImmutableArray<PlannedPair> SelectRemaining(GateRun run, LaunchPhase stage)
    {
        bool isFirst = stage == LaunchPhase.StageOne;

        // A schedule covers all benchmarks that began the stage, so that it does not change when one of them fails.
        ImmutableArray<BenchmarkPlan> benchmarks = isFirst ? run.Plan!.Benchmarks : SelectStageTwo(run);
        int controls = isFirst ? run.Plan!.ControlPairsOne : GatePlan.ComputeControlPairsTwo(benchmarks);
        HashSet<int> done = [.. run.SelectPairs(stage).Select(pair => pair.Number)];
        return
        [
            .. CreateSchedule(benchmarks, isFirst, controls, run.Header.Settings.Seed + (int)stage)
                .Where(pair => !done.Contains(pair.Number) && run.FindFault(pair.Benchmark) is null),
        ];
    }

    // The controls are shared out among the benchmarks of either kind, as many as there are.
    private static ImmutableArray<PlannedPair> CreateSchedule(
        ImmutableArray<BenchmarkPlan> benchmarks,
        bool isFirst,
        int controls,
        int seed
    )
    {
        ImmutableArray<(string Name, int Pairs)> Select(PairMethod method) =>
            [
                .. benchmarks
                    .Where(benchmark => benchmark.Method == method)
                    .Select(benchmark => (benchmark.Name, isFirst ? benchmark.PairsOne : benchmark.PairsTwo)),
            ];
        ImmutableArray<(string Name, int Pairs)> inTurns = Select(PairMethod.Turns);
        int controlsInTurns = benchmarks.IsEmpty ? 0 : (int)Math.Round(controls * (double)inTurns.Length / benchmarks.Length);
        ImmutableArray<PlannedPair> turns = SweepSchedule.Create(inTurns, controlsInTurns, seed);
        return
        [
            .. turns,
            .. PairSchedule
                .Create(Select(PairMethod.Launches), controls - controlsInTurns, seed)
                .Select(pair => pair with { Number = pair.Number + turns.Length }),
        ];
    }

    /// <returns>
    /// The part of the stages' time that launches did not take, such as choosing, reading, writing and watching; null without two
    /// launches.
    /// </returns>
    public static double? ComputeOverhead(GateRun run)
    {
        double whole = 0;
        double launches = 0;
        LaunchLine? last = null;
        foreach (LaunchLine launch in run.SelectLaunches(LaunchPhase.StageOne, LaunchPhase.StageTwo))
        {
            // Each session starts its clock at 0, so the time between two sessions is no overhead.
            if (last is not null && launch.StartedAtSeconds >= last.StartedAtSeconds + last.ElapsedSeconds)
            {
                whole += launch.StartedAtSeconds - last.StartedAtSeconds;
                launches += last.ElapsedSeconds;
            }

            last = launch;
        }

        return whole > 0 ? 1 - (launches / whole) : null;
    }
}
