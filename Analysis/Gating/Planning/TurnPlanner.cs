using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>
/// Plans the pairs of benchmarks whose sides take turns. They need no pilot: the first stage tells the spread of each benchmark, and
/// the second is planned from it before any of its pairs is measured.
/// </summary>
internal static class TurnPlanner
{
    /// <summary>The spread of a pair that is assumed before anything is measured.</summary>
    public const double UsualSpread = 0.02;

    /// <summary>The time of one side of a pair that is assumed before anything is measured: warm-up and turns.</summary>
    public const double UsualSeconds = 0.2;

    private const int PairsOfManyBenchmarks = 4;
    private const int PairsOfFewBenchmarks = 9;
    private const int FewestPairsOne = 3;
    private const int MostPairsTwo = 60;

    // What the first stage may take of the budget: the second measures fewer benchmarks, more often.
    private const double ShareOfStageOne = 0.6;

    /// <param name="benchmark">A benchmark whose sides take turns.</param>
    /// <param name="benchmarks">All benchmarks of the run.</param>
    /// <param name="settings">Of the run.</param>
    /// <param name="elsewhere">The benchmarks that other shards measure.</param>
    public static BenchmarkPlan Plan(ProbedBenchmark benchmark, int benchmarks, GateSettings settings, int elsewhere = 0)
    {
        int two = settings.Pairs?.Two ?? (GateRules.FindFewestPairs(benchmarks + elsewhere) + 1);
        return new BenchmarkPlan(
            benchmark.Name,
            LaunchSummary.Median,
            Iterations: 1,
            Invocations: 1,
            settings.Pairs?.One ?? ChoosePairsOne(benchmarks, settings),
            two,
            UsualSpread,
            OutlierShare: 0,
            UsualSeconds,
            GateSensitivity.ComputeMinimumDetectableEffect(UsualSpread, two, benchmarks + elsewhere, settings.Rules)
        )
        {
            Method = PairMethod.Turns,
        };
    }

    /// <param name="run">With a finished first stage.</param>
    /// <returns>The plan with the pairs of the second stage: as many as find the tolerance, or as the budget has time for.</returns>
    public static GatePlan PlanStageTwo(GateRun run)
    {
        GateSettings settings = run.Header.Settings;
        ImmutableDictionary<string, PairedAssessment> first = GateStages.AssessStageOne(run);
        HashSet<string> selected = [.. GateStages.SelectStageTwo(run).Where(TakesTurns).Select(benchmark => benchmark.Name)];
        Dictionary<string, double> seconds = run.SelectLaunches(LaunchPhase.StageOne)
            .GroupBy(launch => launch.Benchmark)
            .ToDictionary(launches => launches.Key, launches => launches.Average(launch => launch.ElapsedSeconds));
        int fewest = GateRules.FindFewestPairs(Math.Max(1, selected.Count + run.BenchmarksElsewhere));
        BenchmarkPlan[] wanted =
        [
            .. run.Plan!.Benchmarks.Where(benchmark => selected.Contains(benchmark.Name))
                .Select(benchmark =>
                    benchmark with
                    {
                        Spread = first[benchmark.Name].Estimate?.Spread ?? UsualSpread,
                        LaunchSeconds = seconds[benchmark.Name],
                    }
                )
                .Select(benchmark => benchmark with { PairsTwo = ChoosePairsTwo(benchmark, fewest + 1, Detectable, settings) }),
        ];
        double share = settings.Pairs is null ? ComputeAffordableShare(run, wanted) : 1;
        Dictionary<string, BenchmarkPlan> affordable = wanted
            .Select(benchmark => benchmark with { PairsTwo = Math.Max(settings.Pairs?.Two ?? fewest, (int)(benchmark.PairsTwo * share)) })
            .Select(benchmark => benchmark with { MinimumDetectableEffect = Detectable(benchmark, benchmark.PairsTwo) })
            .ToDictionary(benchmark => benchmark.Name);
        return run.Plan with
        {
            IsStageTwoPlanned = true,
            Benchmarks = [.. run.Plan.Benchmarks.Select(benchmark => affordable.GetValueOrDefault(benchmark.Name, benchmark))],
        };

        double Detectable(BenchmarkPlan benchmark, int pairs) =>
            GateSensitivity.ComputeMinimumDetectableEffect(
                benchmark.Spread,
                pairs,
                run.Plan!.Benchmarks.Length + run.BenchmarksElsewhere,
                settings.Rules
            );
    }

    private static int ChoosePairsTwo(
        BenchmarkPlan benchmark,
        int fewest,
        Func<BenchmarkPlan, int, double> detectable,
        GateSettings settings
    ) =>
        settings.Pairs?.Two
        ?? Enumerable
            .Range(fewest, Math.Max(0, MostPairsTwo - fewest))
            .Where(pairs => detectable(benchmark, pairs) <= Planner.ComputePromise(settings))
            .DefaultIfEmpty(Math.Max(fewest, MostPairsTwo))
            .First();

    private static double ComputeAffordableShare(GateRun run, BenchmarkPlan[] selected)
    {
        double spent = run.SelectLaunches(LaunchPhase.StageOne).Sum(launch => launch.ElapsedSeconds);
        double wanted = selected.Sum(benchmark => benchmark.PairsTwo * benchmark.PairSeconds);
        return run.Header.Settings.BudgetSeconds is { } budget && wanted > 0 ? Math.Clamp((budget - spent) / wanted, 0, 1) : 1;
    }

    private static int ChoosePairsOne(int benchmarks, GateSettings settings)
    {
        if (benchmarks < VariancePrior.FewestBenchmarks)
        {
            return PairsOfFewBenchmarks;
        }

        double sweep = 2 * UsualSeconds * benchmarks;
        return settings.BudgetSeconds is { } budget
            ? Math.Clamp((int)(ShareOfStageOne * budget / sweep), FewestPairsOne, PairsOfFewBenchmarks)
            : PairsOfManyBenchmarks;
    }

    private static bool TakesTurns(BenchmarkPlan benchmark) => benchmark.Method == PairMethod.Turns;
}
