using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>The time of a benchmark. Launches differ more than the iterations within one, so a launch is one value, its median.</summary>
/// <param name="NanosecondsPerOp">The typical launch; see <see cref="Side.Nanoseconds"/>.</param>
/// <param name="LowestNanoseconds">The lowest launch median.</param>
/// <param name="HighestNanoseconds">The highest launch median, outlier launches among them.</param>
/// <param name="Launches">The number of launches.</param>
internal sealed record LaunchStatistics(double NanosecondsPerOp, double LowestNanoseconds, double HighestNanoseconds, int Launches)
{
    /// <summary>(highest − lowest) ÷ typical launch.</summary>
    public double Spread => (HighestNanoseconds - LowestNanoseconds) / NanosecondsPerOp;

    /// <returns>The time of a benchmark beside its baseline; null where nothing was measured.</returns>
    public static LaunchStatistics? Find(Summary summary, BenchmarkCase benchmark)
    {
        BenchmarkCase? baseline = summary.GetBaseline(summary.GetLogicalGroupKey(benchmark));
        return Compute(ReadMedians(summary[benchmark]), baseline is null || baseline == benchmark ? [] : ReadMedians(summary[baseline]));
    }

    /// <returns>The time from the medians of launches; null without launches.</returns>
    /// <param name="medians">Of the benchmark's launches, nanoseconds an operation.</param>
    /// <param name="baseline">The same of its baseline, beside which outlier launches are found; empty without one.</param>
    public static LaunchStatistics? Compute(IReadOnlyCollection<double> medians, IReadOnlyCollection<double> baseline) =>
        medians.Count == 0
            ? null
            : new LaunchStatistics(
                OutlierLaunches.ExcludeBeside(ToLogs(medians), ToLogs(baseline)).Nanoseconds,
                medians.Min(),
                medians.Max(),
                medians.Count
            );

    /// <returns>The median of each launch, nanoseconds an operation; empty where nothing was measured.</returns>
    public static double[] ReadMedians(BenchmarkReport? report) =>
        report is null
            ? []
            : ComputeMedians(
                report
                    .AllMeasurements.Where(measurement => measurement.Is(IterationMode.Workload, IterationStage.Actual))
                    .Select(measurement => (measurement.LaunchIndex, measurement.Nanoseconds / measurement.Operations))
            );

    /// <returns>The median of each launch.</returns>
    public static double[] ComputeMedians(IEnumerable<(int Launch, double NanosecondsPerOp)> iterations) =>
        [.. iterations.GroupBy(iteration => iteration.Launch, iteration => iteration.NanosecondsPerOp).Select(launch => launch.Median())];

    private static double[] ToLogs(IEnumerable<double> values) => [.. values.Select(value => Math.Log(value))];
}
