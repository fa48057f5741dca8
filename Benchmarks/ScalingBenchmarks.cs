using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks;

/// <summary>What does one more worker gain, up to twice as many as there are cores?</summary>
/// <remarks>
/// <para>The operation is that of <see cref="ModelBenchmarks"/>, with as many workers as the parameter says, whatever
/// <c>--workers</c> says; ranges are cut for that many. <c>sequential</c> does not depend on the parameter: it is measured
/// again beside each count, so that a speed-up compares neighbours in time, and shows what the machine's mood does.</para>
/// <para>Expect ranges to gain with every core and nothing beyond them, whole numbers to stop at the largest number, and both
/// to lose when more threads than cores share the cores fairly: then the largest number runs at half speed at first.</para>
/// <para><c>./run.sh bench --filter '*Scaling*'</c>; not part of the default suite. <c>scaling.md</c> in the run's folder has
/// the fits and the what-if, <c>scaling.json</c> the same for programs.</para>
/// </remarks>
public class ScalingBenchmarks : IBenchmarkClass
{
    private ScalingOperation? _case;

    static BenchmarkClass IBenchmarkClass.Description { get; } =
        new(3, "Model")
        {
            MeasuresModels = true,
            HasReportOfItsOwn = true,
            DescribeValue = value => value is int workers ? Figures.FormatCount(workers, "worker") : value?.ToString(),
        };

    /// <summary>The first workload of this run: the question is about workers.</summary>
    public static IEnumerable<string> WorkloadIds => [SuiteSettings.Current.Workloads[0].Id];

    /// <summary>From 1 to twice as many as cores this process may use.</summary>
    public static IEnumerable<int> WorkerCounts => WorkerLadder.ChooseCounts(ModelOptions.DefaultWorkers, ModelOptions.MaxWorkers);

    /// <summary>The workload's id.</summary>
    [ParamsSource(nameof(WorkloadIds))]
    public string Workload { get; set; } = "";

    /// <summary>How many workers the model gets.</summary>
    [ParamsSource(nameof(WorkerCounts))]
    public int Workers { get; set; }

    // One line a model, named after its id, in the order of the catalogue; a test holds the two to each other. No categories:
    // those choose among the models of ModelBenchmarks.
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

    /// <summary>Ends what the model owns.</summary>
    [GlobalCleanup]
    public void Cleanup() => _case?.Dispose();

    // As in ModelBenchmarks: the first call of a launch is never timed, and checks the answers.
    private ValueTask<long[][]> Run([CallerMemberName] string method = "") =>
        (_case ??= ScalingOperation.Prepare(method, Workload, Workers)).RunAsync();
}
