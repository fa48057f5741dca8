using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Reads the overheads of a machine from the reports of its runs, where it has no <see cref="OverheadsFile"/>.</summary>
/// <remarks>
/// <c>scaling.json</c> of ScalingBenchmarks has them; for the other models what a row of ModelBenchmarks took beyond its schedule counts:
/// of the workload with the most items for an item, of the others for a run. Its resolution is that of the rows, a percent of their time.
/// </remarks>
internal static class ReportedOverheads
{
    /// <summary>The benchmark class whose rows are read.</summary>
    private const string ModelClass = nameof(ModelBenchmarks);

    /// <param name="machine">The machine's name.</param>
    /// <param name="folder">The folder of a run.</param>
    /// <returns>Null where the run did not measure the reference and models beside it.</returns>
    public static MachineOverheads? Read(string machine, string folder)
    {
        Report report = ReportLoader.LoadFolder(folder);
        HostInfo host = HostFile.Read(Path.Combine(folder, HostFile.Name));
        int cores = host.Limits?.UsableCores ?? ModelOptions.DefaultWorkers;
        IDivisorKernel kernel = KernelCatalog.Find(host.Suite?.Kernel ?? "") ?? KernelCatalog.Default;
        ImmutableArray<MeasuredRow> rows = [.. report.Benchmarks.Select(FindRow).OfType<MeasuredRow>()];
        MeasuredRow[] references = [.. rows.Where(row => row.Spec == ModelCatalog.Baseline)];
        if (references is [])
        {
            return null;
        }

        double perCandidate = references.Min(row =>
            row.Nanoseconds / row.Workload.Numbers.Sum(number => (double)kernel.CandidateCount(number))
        );
        ImmutableDictionary<string, ModelOverhead> scaling = ReadScaling(folder);
        Dictionary<string, double> sequential = references
            .DistinctBy(row => row.Workload.Id)
            .ToDictionary(row => row.Workload.Id, row => row.Nanoseconds);
        return new MachineOverheads(
            machine,
            cores,
            $"the reports in {Path.GetFileName(folder)}",
            kernel == KernelCatalog.Default ? perCandidate : null,
            [
                .. rows.Where(row => sequential.ContainsKey(row.Workload.Id))
                    .GroupBy(row => row.Spec)
                    .Select(group => scaling.GetValueOrDefault(group.Key.Id) ?? Compute(group.Key, [.. group], kernel, cores, sequential)),
            ]
        );
    }

    private static MeasuredRow? FindRow(Benchmark benchmark) =>
        benchmark.Type == ModelClass
        && MethodName.FindModel(benchmark.Method) is { } spec
        && WorkloadCatalog.All.FirstOrDefault(workload => benchmark.Key.FullName.Contains($"\"{workload.Id}\"", StringComparison.Ordinal))
            is { } workload
        && LaunchStatistics.Compute(
            LaunchStatistics.ComputeMedians(
                benchmark.Launches.SelectMany((launch, i) => launch.NanosecondsPerOp.Select(time => (i, time)))
            ),
            []
        )
            is { } time
            ? new MeasuredRow(spec, workload, time.NanosecondsPerOp)
            : null;

    private static ImmutableDictionary<string, ModelOverhead> ReadScaling(string folder)
    {
        string path = Path.Combine(folder, ScalingFile.Name);
        return File.Exists(path)
            ? ScalingFile
                .Read(path)
                .SelectMany(result => result.Models)
                .Where(model => model.Overhead is not null)
                .DistinctBy(model => model.Id)
                .ToImmutableDictionary(model => model.Id, model => FromScaling(model.Id, model.Overhead!))
            : ImmutableDictionary<string, ModelOverhead>.Empty;
    }

    private static ModelOverhead FromScaling(string model, ScalingOverhead overhead) =>
        new(
            model,
            overhead.RunNanoseconds,
            overhead.WorkerNanoseconds,
            overhead.ItemNanoseconds,
            ModelCatalog.Find(model) is { HasDispatcher: true } ? overhead.ItemNanoseconds : 0
        );

    private static ModelOverhead Compute(
        ModelSpec spec,
        ImmutableArray<MeasuredRow> rows,
        IDivisorKernel kernel,
        int cores,
        Dictionary<string, double> sequential
    )
    {
        (MeasuredRow Row, int Items, double Excess)[] excess =
        [
            .. rows.Select(row => Exceed(row, kernel, cores, sequential[row.Workload.Id])).OrderBy(row => row.Items),
        ];
        double run = excess.Where(row => row.Items <= cores * 256).Select(row => row.Excess).DefaultIfEmpty(0).Min();
        (_, int items, double most) = excess[^1];
        double item = items > cores * 256 ? Math.Max(0, most - run) * cores / items : 0;
        return new ModelOverhead(spec.Id, run, 0, item, 0);
    }

    // What a row took beyond the schedule of its items.
    private static (MeasuredRow Row, int Items, double Excess) Exceed(MeasuredRow row, IDivisorKernel kernel, int cores, double sequential)
    {
        ImmutableArray<WorkItem> items = WorkPlan
            .Cut(row.Workload, kernel, row.Spec.SplitsNumbers ? Granularity.Ranges : Granularity.PerNumber, cores)
            .Items;
        double candidates = items.Sum(item => (double)item.Candidates.Length);
        double makespan = ScheduleSimulation.Makespan(
            row.Spec.Schedule,
            [.. items.Select(item => item.Candidates.Length * sequential / candidates)],
            cores,
            cores,
            handOut: row.Spec.HandOut
        );
        return (row, items.Length, Math.Max(0, row.Nanoseconds - makespan));
    }

    private sealed record MeasuredRow(ModelSpec Spec, Workload Workload, double Nanoseconds);
}
