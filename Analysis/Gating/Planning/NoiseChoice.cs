using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>A way to measure a benchmark.</summary>
/// <param name="Summary">The statistic that stands for a launch.</param>
/// <param name="Iterations">Of a launch.</param>
/// <param name="Spread">σ of the log difference of two launches back to back.</param>
/// <param name="OutlierShare">The share of outlier launches.</param>
/// <param name="LaunchSeconds">The time of a launch.</param>
internal readonly record struct MeasuringWay(
    LaunchSummary Summary,
    int Iterations,
    double Spread,
    double OutlierShare,
    double LaunchSeconds
);

/// <summary>Reads from a pilot how much launches differ, for each number of iterations and each summary.</summary>
internal static class NoiseChoice
{
    private static readonly ImmutableArray<int> IterationCounts = [2, 3, 4, 5, 6, 8, 10, 12, 15];

    // Nine differences give a spread to about a quarter, and the smallest of several such estimates is on average too small.
    private const double Caution = 1.25;

    // The spread where no two neighbours ran well: so wide that no effect is promised.
    private const double Unknown = 1;

    /// <returns>Every way that the pilot tells of; one at least.</returns>
    public static ImmutableArray<MeasuringWay> FindWays(BenchmarkPilot pilot)
    {
        int most = pilot.Launches.Min(launch => launch.NanosecondsPerOp.Length);
        return
        [
            .. IterationCounts
                .Where(count => count <= most)
                .DefaultIfEmpty(most)
                .SelectMany(count => Enum.GetValues<LaunchSummary>(), (count, summary) => CreateWay(pilot, summary, count)),
        ];
    }

    private static MeasuringWay CreateWay(BenchmarkPilot pilot, LaunchSummary summary, int iterations)
    {
        double[] logs =
        [
            .. pilot.Launches.Select(launch =>
                Math.Log(LaunchSummaries.Summarize(launch.NanosecondsPerOp[..iterations], summary, iterations))
            ),
        ];
        bool[] isOutlier = OutlierLaunches.Find(logs)[0];

        // Neighbours in time, as a pair's launches are. Their true difference is 0: the spread is around that.
        double[] squares =
        [
            .. Enumerable
                .Range(1, logs.Length - 1)
                .Where(i => !isOutlier[i] && !isOutlier[i - 1])
                .Select(i => Math.Pow(logs[i] - logs[i - 1], 2)),
        ];
        double spread = squares is [] ? Unknown : Math.Sqrt(squares.Average()) * Caution;
        return new MeasuringWay(
            summary,
            iterations,
            spread,
            isOutlier.Count(outlier => outlier) / (double)isOutlier.Length,
            ComputeSeconds(pilot, iterations)
        );
    }

    // What a launch took, without the iterations that are left out.
    private static double ComputeSeconds(BenchmarkPilot pilot, int iterations) =>
        pilot.Launches.Average(launch => launch.Seconds - (launch.NanosecondsPerOp.Skip(iterations).Sum() * pilot.Operations / 1e9));
}
