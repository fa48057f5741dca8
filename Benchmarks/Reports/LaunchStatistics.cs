using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Reports;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>What the launches of a benchmark say. Launches differ more than the iterations within one, so a launch is one value.</summary>
/// <param name="NanosecondsPerOp">The median over the launches of each launch's median: one outlier launch does not move it.</param>
/// <param name="LowestNanoseconds">The lowest launch median.</param>
/// <param name="HighestNanoseconds">The highest launch median.</param>
/// <param name="Launches">How many launches.</param>
internal sealed record LaunchStatistics(double NanosecondsPerOp, double LowestNanoseconds, double HighestNanoseconds, int Launches)
{
    /// <summary>(highest − lowest) ÷ median of the launch medians.</summary>
    public double Spread => (HighestNanoseconds - LowestNanoseconds) / NanosecondsPerOp;

    /// <returns>The statistics of the raw workload measurements, or null where there are none.</returns>
    public static LaunchStatistics? Of(BenchmarkReport? report) => report is null ? null : Of(Iterations(report));

    /// <inheritdoc cref="Of(BenchmarkReport?)"/>
    public static LaunchStatistics? Of(IEnumerable<(int Launch, double NanosecondsPerOp)> iterations)
    {
        double[] launches = LaunchMedians(iterations);
        return launches.Length == 0 ? null : new LaunchStatistics(Median(launches), launches.Min(), launches.Max(), launches.Length);
    }

    /// <returns>The median of each launch of the raw workload measurements, nanoseconds an operation.</returns>
    public static double[] LaunchMedians(BenchmarkReport report) => LaunchMedians(Iterations(report));

    /// <returns>The median of any values; there must be one.</returns>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double[] LaunchMedians(IEnumerable<(int Launch, double NanosecondsPerOp)> iterations) =>
        [.. iterations.GroupBy(iteration => iteration.Launch, iteration => iteration.NanosecondsPerOp).Select(Median)];

    private static IEnumerable<(int Launch, double NanosecondsPerOp)> Iterations(BenchmarkReport report) =>
        report
            .AllMeasurements.Where(measurement => measurement.Is(IterationMode.Workload, IterationStage.Actual))
            .Select(measurement => (measurement.LaunchIndex, measurement.Nanoseconds / measurement.Operations));
}
