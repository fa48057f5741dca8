using BenchmarkDotNet.Reports;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>The scaling that a run measured: one workload, several models, several numbers of workers.</summary>
/// <param name="WorkloadId">The workload.</param>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="Series">The models, in the order of the catalogue.</param>
internal sealed record ScalingRun(string WorkloadId, int Cores, ImmutableArray<ScalingSeries> Series)
{
    /// <summary>The numbers of workers that were measured, ascending.</summary>
    public ImmutableArray<int> Workers => [.. Series.SelectMany(series => series.Points.Keys).Distinct().Order()];

    /// <summary>The reference, or null when it was not measured.</summary>
    public ScalingSeries? Baseline => Series.FirstOrDefault(series => series.Spec == ModelCatalog.Baseline);

    /// <returns>The results of models with several numbers of workers: one run for each job and workload.</returns>
    public static IEnumerable<ScalingRun> FromSummary(Summary summary) =>
        summary
            .Reports.Where(report =>
                report.BenchmarkCase.Parameters[BenchmarkClass.WorkersParameter] is not null
                && BenchmarkCatalog.Describe(report.BenchmarkCase.Descriptor.Type).MeasuresModels
                && LaunchStatistics.ReadMedians(report).Length > 0
            )
            .GroupBy(report =>
                (WorkloadId: (string)report.BenchmarkCase.Parameters[BenchmarkClass.WorkloadParameter], report.BenchmarkCase.Job.ResolvedId)
            )
            .Select(group => new ScalingRun(
                group.Key.WorkloadId,
                ModelOptions.DefaultWorkers,
                [.. group.GroupBy(SpecOf).Select(SeriesOf)]
            ));

    private static ModelSpec SpecOf(BenchmarkReport report) => MethodName.ModelOf(report.BenchmarkCase.Descriptor.WorkloadMethod.Name);

    private static ScalingSeries SeriesOf(IGrouping<ModelSpec, BenchmarkReport> reports) =>
        new(reports.Key, reports.ToImmutableSortedDictionary(WorkersOf, report => LaunchStatistics.ReadMedians(report).ToImmutableArray()));

    private static int WorkersOf(BenchmarkReport report) => (int)report.BenchmarkCase.Parameters[BenchmarkClass.WorkersParameter];
}

/// <summary>One model with several numbers of workers.</summary>
/// <param name="Spec">The model.</param>
/// <param name="Points">The launches' medians by number of workers, nanoseconds an operation; at least one each.</param>
internal sealed record ScalingSeries(ModelSpec Spec, ImmutableSortedDictionary<int, ImmutableArray<double>> Points)
{
    /// <summary>Each launch with its number of workers.</summary>
    public IEnumerable<LaunchTime> Launches =>
        Points.SelectMany(point => point.Value.Select(nanoseconds => new LaunchTime(point.Key, nanoseconds)));

    /// <returns>The typical launch, nanoseconds an operation; null where nothing was measured.</returns>
    public double? NanosecondsWith(int workers) =>
        Points.TryGetValue(workers, out ImmutableArray<double> launches) ? LaunchStatistics.Compute(launches, [])?.NanosecondsPerOp : null;
}
