using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Scheduling;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>Explains every number: adds to each report how good it could be, and what it cost.</summary>
internal static class SuiteMetrics
{
    /// <param name="summary">As BenchmarkDotNet made it, or completed before.</param>
    /// <param name="resourceFolder">The folder in which launches left their resource use; null where it was not measured.</param>
    /// <returns>The same with the suite's metrics in every report.</returns>
    public static Summary Complete(Summary summary, string? resourceFolder) =>
        new(
            summary.Title,
            [.. summary.Reports.Select(report => Complete(summary, report, resourceFolder))],
            summary.HostEnvironmentInfo,
            summary.ResultsDirectoryPath,
            summary.LogFilePath,
            summary.TotalTime,
            CultureInfo.InvariantCulture,
            summary.ValidationErrors,
            [.. summary.BenchmarksCases.Take(1).SelectMany(benchmark => benchmark.Config.GetColumnHidingRules())]
        );

    /// <returns>The best speed-up that a benchmark's model can reach, or null for other benchmarks.</returns>
    public static double? ComputeBound(BenchmarkCase benchmark)
    {
        if (
            !BenchmarkCatalog.Describe(benchmark.Descriptor.Type).MeasuresModels
            || MethodName.FindModel(benchmark.Descriptor.WorkloadMethod.Name) is not { } spec
        )
        {
            return null;
        }

        // ScalingBenchmarks give the thread pool the width of their workers.
        int? scaled =
            benchmark.Parameters.Items.FirstOrDefault(parameter => parameter.Name == BenchmarkClass.WorkersParameter)?.Value as int?;
        return SpeedupBound.Compute(
            scaled is null ? spec : spec with { IsOnThreadPool = false },
            SuiteSettings.Current.Find((string)benchmark.Parameters[BenchmarkClass.WorkloadParameter]),
            SuiteSettings.Current.Kernel.CandidateCount,
            scaled ?? SuiteSettings.Current.Workers,
            Environment.ProcessorCount
        );
    }

    private static BenchmarkReport Complete(Summary summary, BenchmarkReport report, string? resourceFolder) =>
        report.Success
            ? new BenchmarkReport(
                report.Success,
                report.BenchmarkCase,
                report.GenerateResult,
                report.BuildResult,
                report.ExecuteResults,
                [
                    .. report.Metrics.Values.Where(metric => metric.Descriptor is not SuiteMetric),
                    .. CreateMetrics(summary, report.BenchmarkCase, resourceFolder),
                ]
            )
            : report;

    private static IEnumerable<Metric> CreateMetrics(Summary summary, BenchmarkCase benchmark, string? resourceFolder)
    {
        if (ComputeBound(benchmark) is { } bound)
        {
            yield return SuiteMetric.Bound.With(bound);
            if (ParallelEfficiency.Compute(SuiteColumns.FindSpeedup(summary, benchmark), bound) is { } efficiency)
            {
                yield return SuiteMetric.Efficiency.With(efficiency);
            }
        }

        ResourceUse[] launches =
        [
            .. resourceFolder is not null && benchmark.Parameters.Items is [{ Value: { } parameter }]
                ? ResourceProbe.Read(
                    resourceFolder,
                    ResourceProbe.Key(benchmark.Descriptor.Type, benchmark.Descriptor.WorkloadMethod.Name, parameter)
                )
                : [],
        ];
        if (launches.Length > 0)
        {
            yield return SuiteMetric.Cpu.With(Median(launches, launch => launch.CpuNanosecondsPerOp));
            if (launches.All(launch => launch.PeakBytes is not null))
            {
                yield return SuiteMetric.Peak.With(Median(launches, launch => launch.PeakBytes!.Value));
            }
        }
    }

    private static double Median(ResourceUse[] launches, Func<ResourceUse, double> value) => launches.Select(value).Median();
}
