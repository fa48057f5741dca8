using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>
/// Plans the pairs of benchmarks whose sides take turns. They need no pilot: the probe tells the time of each benchmark and the first
/// stage its spread, from which the second is planned before any of its pairs is measured. An earlier run tells the spread before.
/// </summary>
internal static class TurnPlanner
{
    /// <summary>The spread of a pair that is assumed where no earlier run has measured it.</summary>
    public const double UsualSpread = 0.02;

    /// <summary>The time of one side of a pair of a short operation: warm-up and turns.</summary>
    public const double UsualSeconds = 0.1;

    private const int PairsOfManyBenchmarks = 4;
    private const int PairsOfFewBenchmarks = 9;
    private const int MostPairsTwo = 60;

    // A pair may be lost because its code was still being compiled.
    private const int Reserve = 1;

    // What the first stage may take of the budget: the second measures fewer benchmarks, more often.
    private const double ShareOfStageOne = 0.5;

    /// <summary>Plans the first stage of benchmarks whose sides take turns.</summary>
    /// <param name="probed">The benchmarks.</param>
    /// <param name="benchmarks">The number of all benchmarks of the run.</param>
    /// <param name="seconds">The time for both stages; null where there is no limit.</param>
    /// <param name="settings">Of the run.</param>
    /// <param name="spreads">σ of a pair's log difference in an earlier run, by name.</param>
    /// <param name="elsewhere">The number of benchmarks that other shards measure.</param>
    /// <exception cref="UsageException">The budget is too short for the first stage.</exception>
    public static ImmutableArray<BenchmarkPlan> Plan(
        ImmutableArray<ProbedBenchmark> probed,
        int benchmarks,
        double? seconds,
        GateSettings settings,
        ImmutableDictionary<string, double> spreads,
        int elsewhere = 0
    )
    {
        int one = settings.Pairs?.One ?? ChoosePairsOne(probed, benchmarks, seconds);
        int two = settings.Pairs?.Two ?? (GateRules.FindFewestPairs(benchmarks + elsewhere) + Reserve);
        double usual = Detectable(UsualSpread);
        return
        [
            .. probed.Select(benchmark =>
                spreads.TryGetValue(benchmark.Name, out double own)
                    ? Plan(benchmark, own, Detectable(own))
                    : Plan(benchmark, UsualSpread, usual)
            ),
        ];

        double Detectable(double spread) =>
            GateSensitivity.ComputeMinimumDetectableEffect(spread, two, benchmarks + elsewhere, settings.Rules);

        BenchmarkPlan Plan(ProbedBenchmark benchmark, double spread, double effect) =>
            new(
                benchmark.Name,
                LaunchSummary.Median,
                Iterations: 1,
                Invocations: 1,
                one,
                two,
                spread,
                OutlierShare: 0,
                benchmark.SideSeconds ?? UsualSeconds,
                effect
            )
            {
                Method = PairMethod.Turns,
            };
    }

    /// <param name="run">With a finished first stage.</param>
    /// <returns>The plan with the pairs of the second stage: as many as find the tolerance, or as the budget has time for.</returns>
    public static GatePlan PlanStageTwo(GateRun run)
    {
        ImmutableArray<BenchmarkPlan> selected = SelectWithSpread(run);
        GateSettings settings = run.Header.Settings;
        int judged = selected.Length + run.BenchmarksElsewhere;
        int fewest = GateRules.FindFewestPairs(Math.Max(1, judged)) + Reserve;
        ImmutableDictionary<string, PairedAssessment> first = GateStages.AssessStageOne(run);
        ImmutableArray<int> pairs = settings.Pairs is { Two: var two }
            ? [.. selected.Select(_ => two)]
            : PairAllotment.Share(
                [
                    .. selected.Select(benchmark => new PairNeed(
                        first[benchmark.Name].Estimate?.PSlower ?? 1,
                        fewest,
                        FindWanted(benchmark, fewest),
                        Math.Max(fewest, MostPairsTwo),
                        benchmark.PairSeconds
                    )),
                ],
                ComputeSecondsLeft(run),
                ComputeSweepSeconds(run)
            );
        Dictionary<string, BenchmarkPlan> planned = selected
            .Zip(pairs, (benchmark, own) => benchmark with { PairsTwo = own, MinimumDetectableEffect = Detectable(benchmark, own) })
            .ToDictionary(benchmark => benchmark.Name);
        return run.Plan! with
        {
            IsStageTwoPlanned = true,
            Benchmarks = [.. run.Plan.Benchmarks.Select(benchmark => planned.GetValueOrDefault(benchmark.Name, benchmark))],
        };

        int? FindWanted(BenchmarkPlan benchmark, int least) =>
            Enumerable
                .Range(least, MostPairsTwo - least + 1)
                .Where(own => Detectable(benchmark, own) <= Planner.ComputePromise(settings))
                .Cast<int?>()
                .FirstOrDefault();

        double Detectable(BenchmarkPlan benchmark, int own) =>
            own == 0
                ? double.PositiveInfinity
                : GateSensitivity.ComputeMinimumDetectableEffect(benchmark.Spread, own, judged, settings.Rules);
    }

    // With the spread and the time that the first stage measured.
    private static ImmutableArray<BenchmarkPlan> SelectWithSpread(GateRun run)
    {
        ImmutableDictionary<string, PairedAssessment> first = GateStages.AssessStageOne(run);
        Dictionary<string, double> seconds = run.SelectLaunches(LaunchPhase.StageOne)
            .GroupBy(launch => launch.Benchmark)
            .ToDictionary(launches => launches.Key, launches => launches.Select(launch => launch.ElapsedSeconds).Median());
        return
        [
            .. GateStages
                .SelectStageTwo(run)
                .Where(benchmark => benchmark.Method == PairMethod.Turns)
                .Select(benchmark =>
                    benchmark with
                    {
                        Spread = first[benchmark.Name].Estimate?.Spread ?? UsualSpread,
                        LaunchSeconds = seconds[benchmark.Name],
                    }
                ),
        ];
    }

    // The first benchmark of a sweep waits for the start of its processes, so that launches take longer than is usual for their benchmark.
    private static double ComputeSweepSeconds(GateRun run)
    {
        double excess = run.SelectLaunches(LaunchPhase.StageOne)
            .Where(launch => run.Plan![launch.Benchmark].Method == PairMethod.Turns)
            .GroupBy(launch => launch.Benchmark, launch => launch.ElapsedSeconds)
            .Sum(seconds => seconds.Sum() - (seconds.Count() * seconds.Median()));
        int sweeps = run.SelectPairs(LaunchPhase.StageOne)
            .GroupBy(pair => (pair.Benchmark, pair.IsControl))
            .Select(pairs => pairs.Count())
            .DefaultIfEmpty(1)
            .Max();
        return Math.Max(0, excess) / sweeps;
    }

    // The controls of the second stage and what is not measuring take their part.
    private static double ComputeSecondsLeft(GateRun run)
    {
        if (run.Header.Settings.BudgetSeconds is not { } budget)
        {
            return double.PositiveInfinity;
        }

        double measuring = 1 - (GateStages.ComputeOverhead(run) ?? 0);
        double spent = (run.Probe!.ElapsedSeconds ?? 0) + (run.Launches.Sum(launch => launch.ElapsedSeconds) / measuring);
        double others = GateStages
            .SelectStageTwo(run)
            .Where(benchmark => benchmark.Method == PairMethod.Launches)
            .Sum(benchmark => benchmark.PairsTwo * benchmark.PairSeconds);
        return ((budget - spent) * measuring / (1 + (1.0 / GatePlan.PairsPerControl))) - others;
    }

    private static int ChoosePairsOne(ImmutableArray<ProbedBenchmark> probed, int benchmarks, double? seconds)
    {
        bool isModerated = probed.Length >= VariancePrior.FewestBenchmarks;
        int usual = isModerated ? PairsOfManyBenchmarks : PairsOfFewBenchmarks;
        if (seconds is not { } budget)
        {
            return usual;
        }

        int fewest = isModerated ? GateRules.FewestModeratedPairs : GateRules.FewestStageOnePairs;
        double pairSeconds = 2 * probed.Sum(benchmark => benchmark.SideSeconds ?? UsualSeconds) * (1 + (1.0 / GatePlan.PairsPerControl));
        return fewest * pairSeconds <= budget
            ? Math.Clamp((int)(ShareOfStageOne * budget / pairSeconds), fewest, PairsOfFewBenchmarks)
            : throw new UsageException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--budget is too short: the first stage of {benchmarks} benchmarks takes "
                        + $"{Figures.FormatDuration(fewest * pairSeconds)} at least. Raise it, or choose fewer with --filter."
                )
            );
    }
}
