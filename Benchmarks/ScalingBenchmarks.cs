using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Measures what one more worker gains, up to twice as many as there are cores.</summary>
/// <remarks>
/// <para>The operation is that of <see cref="ModelBenchmarks"/>, with as many workers as the parameter says, whatever
/// <c>--workers</c> says; ranges are cut for that many. <c>sequential</c> does not depend on the parameter: it is measured
/// again beside each count, so that a speed-up compares neighbours in time, and shows how the machine's speed varies.</para>
/// <para>Expect ranges to gain with every core and nothing beyond them, whole numbers to stop at the largest number, and both
/// to lose when more threads than cores share the cores fairly: then the largest number runs at half speed at first.</para>
/// <para><c>./run.sh bench --filter '*Scaling*'</c>; not part of the default suite. <c>scaling.md</c> in the run's folder has
/// the fits and the what-if, <c>scaling.json</c> the same for programs.</para>
/// </remarks>
public class ScalingBenchmarks : IBenchmarkClass
{
    private ScalingOperation? _operation;

    static BenchmarkClass IBenchmarkClass.Description { get; } =
        new(3, "Model")
        {
            MeasuresModels = true,
            HasReportOfItsOwn = true,
            DescribeValue = value => value is int workers ? Figures.FormatCount(workers, "worker") : value?.ToString(),
        };

    /// <summary>The first workload of this run. One is enough, because the class varies the workers.</summary>
    public static IEnumerable<string> WorkloadIds => [SuiteSettings.Current.Workloads[0].Id];

    /// <summary>From 1 to twice as many as cores this process may use.</summary>
    public static IEnumerable<int> WorkerCounts => WorkerLadder.ChooseCounts(ModelOptions.DefaultWorkers, ModelOptions.MaxWorkers);

    /// <summary>The workload's id.</summary>
    [ParamsSource(nameof(WorkloadIds))]
    public string Workload { get; set; } = "";

    /// <summary>The number of workers of the model.</summary>
    [ParamsSource(nameof(WorkerCounts))]
    public int Workers { get; set; }

    // Each model has a method that is named after its id, in the order of the catalogue; a test compares the two. There are no
    // categories here, because those choose among the models of ModelBenchmarks.
#pragma warning disable CS1591
    [Benchmark(Baseline = true, Description = "sequential")]
    public ValueTask<long[][]> Sequential() => Run();

    [Benchmark(Description = "thread-workers")]
    public ValueTask<long[][]> ThreadWorkers() => Run();

    [Benchmark(Description = "thread-workers/ranges")]
    public ValueTask<long[][]> ThreadWorkersRanges() => Run();

    [Benchmark(Description = "parallel-for")]
    public ValueTask<long[][]> ParallelFor() => Run();

    [Benchmark(Description = "parallel-for/ranges")]
    public ValueTask<long[][]> ParallelForRanges() => Run();

    [Benchmark(Description = "fork-join")]
    public ValueTask<long[][]> ForkJoin() => Run();

    [Benchmark(Description = "channel-workers")]
    public ValueTask<long[][]> ChannelWorkers() => Run();

    [Benchmark(Description = "channel-workers/ranges")]
    public ValueTask<long[][]> ChannelWorkersRanges() => Run();

    [Benchmark(Description = "process-pool")]
    public ValueTask<long[][]> ProcessPool() => Run();

    [Benchmark(Description = "process-pool/ranges")]
    public ValueTask<long[][]> ProcessPoolRanges() => Run();
#pragma warning restore CS1591

    /// <summary>Disposes the model.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation?.Dispose();

    // The first call of a launch is never timed, as in ModelBenchmarks. It checks the answers.
    private ValueTask<long[][]> Run([CallerMemberName] string method = "") =>
        (_operation ??= ScalingOperation.Prepare(method, Workload, Workers)).RunAsync();
}
