using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>
/// Chooses, from the pilot of the baseline alone, the statistic that stands for a launch, its iterations, and the pairs of both stages.
/// </summary>
internal static class Planner
{
    // Fewer pairs give an interval of few Walsh averages. A short budget may go below the usual number of the second stage.
    private const int FewestPairsOne = 9;
    private const int UsualPairsTwo = 18;

    // Where this is not enough, more pairs do not help: the machine or the benchmark must become quieter.
    private const int MostPairs = 120;

    // Ten launches give a rough spread, so there is a reserve where time allows. An effect that is found always lies above the
    // margin, so with a tolerance near the margin the promise lies between the two.
    private const double Reserve = 0.8;

    // The quantile with which the first stage shows 9 of 10 clean benchmarks clean.
    private static readonly double ShownClean = Normal.InvCDF(0, 1, 0.9);

    /// <param name="pilots">One a benchmark.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="others">The number of benchmarks of the gate that are planned otherwise, or by other shards.</param>
    /// <exception cref="UsageException">The budget is too short for any verdict.</exception>
    public static GatePlan Plan(ImmutableArray<BenchmarkPilot> pilots, GateSettings settings, int others = 0)
    {
        ImmutableArray<(string Name, int Invocations, ImmutableArray<MeasuringWay> Ways)> benchmarks =
        [
            .. pilots
                .OrderBy(pilot => pilot.Name, StringComparer.Ordinal)
                .Select(pilot => (pilot.Name, pilot.Invocations, NoiseChoice.FindWays(pilot))),
        ];
        GatePlan Sized(double promise, int usualTwo) =>
            CreatePlan([
                .. benchmarks.Select(benchmark =>
                    ChooseBest(
                        benchmark.Name,
                        benchmark.Invocations,
                        benchmark.Ways,
                        promise,
                        usualTwo,
                        settings,
                        others + benchmarks.Length
                    )
                ),
            ]);

        double promise = ComputePromise(settings);
        GatePlan wanted = Sized(promise, UsualPairsTwo);
        if (settings.BudgetSeconds is not { } budget || wanted.LongestSeconds <= budget || settings.Pairs is not null)
        {
            return wanted;
        }

        GatePlan least = Sized(double.PositiveInfinity, 0);
        return least.LongestSeconds > budget
            ? throw new UsageException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--budget {Figures.FormatDuration(budget)} is too short: {benchmarks.Length} benchmarks need "
                        + $"{Figures.FormatDuration(least.LongestSeconds)} for any verdict. Raise it, or choose fewer with --filter."
                )
            )
            : FindAffordable(larger => Sized(larger, 0), promise, budget) ?? least;
    }

    /// <returns>The effect, ρ − 1, that the pairs are to find.</returns>
    public static double ComputePromise(GateSettings settings) =>
        Math.Max(Reserve * settings.Tolerance, (settings.Margin + settings.Tolerance) / 2);

    // The smallest promise that the budget keeps, by halving; time falls as the promise grows.
    private static GatePlan? FindAffordable(Func<double, GatePlan> sized, double promise, double budget)
    {
        double low = Math.Log(promise);
        double high = Math.Log(10);
        GatePlan? best = null;
        for (int step = 0; step < 20; step++)
        {
            // The reserve is kept first: it may fit with fewer than the usual pairs.
            double middle = step == 0 ? low : (low + high) / 2;
            GatePlan plan = sized(Math.Exp(middle));
            if (plan.LongestSeconds <= budget)
            {
                best = plan;
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return best;
    }

    private static GatePlan CreatePlan(ImmutableArray<BenchmarkPlan> benchmarks) =>
        new(benchmarks, GatePlan.ComputeControlPairs(benchmarks.Sum(benchmark => benchmark.PairsOne), isFirstStage: true));

    // The cheapest way that keeps the promise; of those that cannot, the one that comes nearest.
    private static BenchmarkPlan ChooseBest(
        string benchmark,
        int invocations,
        ImmutableArray<MeasuringWay> ways,
        double promise,
        int usualTwo,
        GateSettings settings,
        int benchmarks
    ) =>
        ways.Select(way => Size(benchmark, invocations, way, promise, usualTwo, settings, benchmarks))
            .OrderBy(plan => plan.MinimumDetectableEffect <= promise ? 0 : plan.MinimumDetectableEffect)
            .ThenBy(plan => (plan.PairsOne + plan.PairsTwo) * plan.PairSeconds)
            .First();

    private static BenchmarkPlan Size(
        string benchmark,
        int invocations,
        MeasuringWay way,
        double promise,
        int usualTwo,
        GateSettings settings,
        int benchmarks
    )
    {
        // A pair is lost when either of its two launches is an outlier launch.
        double kept = Math.Max(0.2, 1 - (2 * way.OutlierShare));
        double Detectable(int pairs) =>
            GateSensitivity.ComputeMinimumDetectableEffect(way.Spread, Math.Max(2, (int)(pairs * kept)), benchmarks, settings.Rules);

        int fewestTwo = (int)Math.Ceiling(Math.Max(usualTwo, GateRules.FindFewestPairs(benchmarks) + 1) / kept);
        int fewestOne = (int)Math.Ceiling(FewestPairsOne / kept);
        int two = settings.Pairs?.Two ?? FindFirst(fewestTwo, pairs => Detectable(pairs) <= promise);
        int one =
            settings.Pairs?.One
            ?? Math.Min(
                two,
                FindFirst(
                    fewestOne,
                    pairs => IsShownClean(way.Spread, (int)(pairs * kept), Math.Log(1 + Math.Max(promise, settings.Tolerance)))
                )
            );
        return new BenchmarkPlan(
            benchmark,
            way.Summary,
            way.Iterations,
            invocations,
            one,
            two,
            way.Spread,
            way.OutlierShare,
            way.LaunchSeconds,
            Detectable(two)
        );
    }

    // The upper end of the interval must stay below the tolerance: half its width plus the error of the estimate.
    private static bool IsShownClean(double spread, int pairs, double logTolerance) =>
        pairs > 1
        && (StudentT.InvCDF(0, 1, pairs - 1, 1 - Estimate.OneSidedLevel) + ShownClean) * 1.02 * spread / Math.Sqrt(pairs) <= logTolerance;

    private static int FindFirst(int fewest, Func<int, bool> isEnough) =>
        Enumerable.Range(fewest, Math.Max(0, MostPairs - fewest)).Where(isEnough).DefaultIfEmpty(Math.Max(fewest, MostPairs)).First();
}
