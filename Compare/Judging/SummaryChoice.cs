using System.Collections.Immutable;
using ConcurrencyBench.Compare.Loading;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Compare.Judging;

/// <summary>Chooses what stands for a launch, once for a whole comparison, without looking at any difference.</summary>
internal static class SummaryChoice
{
    /// <param name="benchmarks">For each benchmark its launches on every side.</param>
    /// <returns>The summary with the smallest typical spread of launches around their own side; the median where nothing tells.</returns>
    public static LaunchSummary Choose(IReadOnlyCollection<ImmutableArray<Launch>[]> benchmarks)
    {
        ImmutableArray<Launch>[][] telling = [.. benchmarks.Where(sides => sides is not [] && sides.All(side => side.Length >= JudgingRules.FewestLaunches))];
        return Enum.GetValues<LaunchSummary>().MinBy(summary => telling.Select(sides => Spread(sides, summary)).DefaultIfEmpty(0).Median());
    }

    private static double Spread(ImmutableArray<Launch>[] sides, LaunchSummary summary)
    {
        int iterations = LaunchSummaries.CommonIterations(sides);
        return BadLaunches.MedianDeviation([.. sides.Select(side => BadLaunches.Residuals(LaunchSummaries.Of(side, summary, iterations)))]);
    }
}
