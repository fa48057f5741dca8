using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The statistic that stands for all iterations of a launch.</summary>
internal enum LaunchSummary
{
    Median,
    LowerQuartile,
    Minimum,
}

/// <summary>
/// Computes one number for each launch. Iterations are no evidence of their own: launches differ more than iterations do.
/// </summary>
internal static class LaunchSummaries
{
    /// <summary>
    /// The statistic for all figures of stored reports. It is fixed: a statistic that the data choose would change from report to
    /// report, and the figure with it.
    /// </summary>
    public const LaunchSummary ForReports = LaunchSummary.Median;

    /// <returns>ln of the median, ns per operation, for each launch.</returns>
    /// <param name="launches">Of one benchmark on one side.</param>
    public static double[] ComputeLogMedians(ImmutableArray<Launch> launches) =>
        [.. launches.Select(launch => Math.Log(Summarize(launch.NanosecondsPerOp, ForReports, iterations: 0)))];

    /// <returns>The same of both sides, the baseline's first.</returns>
    public static double[][] ComputeLogMedians(Pair pair) =>
        [ComputeLogMedians(pair.Baseline!.Launches), ComputeLogMedians(pair.Candidate!.Launches)];

    /// <returns>The summary of one launch, ns per operation.</returns>
    /// <param name="values">Its iterations, in order.</param>
    /// <param name="summary">The statistic.</param>
    /// <param name="iterations">
    /// The number of iterations to look at, from the first. A minimum or quartile of more is lower: 4 against 8 move the minimum by 0.5
    /// to 2.3 %, so both sides must look at equally many. A median has no such bias and takes all.
    /// </param>
    public static double Summarize(ImmutableArray<double> values, LaunchSummary summary, int iterations)
    {
        double[] sorted = [.. summary == LaunchSummary.Median ? values : values[..iterations]];
        Array.Sort(sorted);
        return summary switch
        {
            LaunchSummary.Minimum => sorted[0],
            LaunchSummary.LowerQuartile => SortedArrayStatistics.QuantileCustom(sorted, 0.25, QuantileDefinition.R7),
            _ => SortedArrayStatistics.Median(sorted),
        };
    }
}
