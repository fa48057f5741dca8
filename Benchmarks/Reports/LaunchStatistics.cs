using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Reports;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>What the launches of a benchmark say. Launches differ more than the iterations within one, so a launch is one value.</summary>
/// <param name="NanosecondsPerOp">The median over the launches of each launch's median: one bad launch does not move it.</param>
/// <param name="LowestNanoseconds">The lowest launch median.</param>
/// <param name="HighestNanoseconds">The highest launch median.</param>
/// <param name="Launches">How many launches.</param>
internal sealed record LaunchStatistics(double NanosecondsPerOp, double LowestNanoseconds, double HighestNanoseconds, int Launches)
{
    /// <summary>(highest − lowest) ÷ median of the launch medians.</summary>
    public double Spread => (HighestNanoseconds - LowestNanoseconds) / NanosecondsPerOp;

    /// <returns>The statistics of the raw workload measurements, or null where there are none.</returns>
    public static LaunchStatistics? Of(BenchmarkReport? report)
        => report is null ? null : Of(report.AllMeasurements
            .Where(measurement => measurement.Is(IterationMode.Workload, IterationStage.Actual))
            .Select(measurement => (measurement.LaunchIndex, measurement.Nanoseconds / measurement.Operations)));

    /// <inheritdoc cref="Of(BenchmarkReport?)"/>
    public static LaunchStatistics? Of(IEnumerable<(int Launch, double NanosecondsPerOp)> iterations)
    {
        double[] launches = [.. iterations.GroupBy(iteration => iteration.Launch, iteration => iteration.NanosecondsPerOp).Select(Median)];
        return launches.Length == 0 ? null : new LaunchStatistics(Median(launches), launches.Min(), launches.Max(), launches.Length);
    }

    /// <summary>The median.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
