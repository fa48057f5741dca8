using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Finds the concurrency model that is fastest on a workload.</summary>
/// <remarks>
/// <para>An operation cuts nothing and starts no process of its own accord: it runs the items of a plan made before, and puts
/// their answers together. What a model needs for a run, such as its threads, is part of the operation.</para>
/// <para>Expect the models on whole numbers to stop where the largest number does (1.71x for the article on any number of
/// cores), and the models on ranges to come near the number of cores.</para>
/// <para><c>./run.sh bench --filter '*ModelBenchmarks*' --workload skewed</c></para>
/// </remarks>
public class ModelBenchmarks : IBenchmarkClass
{
    private ModelOperation? _operation;
    private string _method = "";

    static BenchmarkClass IBenchmarkClass.Description { get; } = new(1, "Model") { IsInMainJob = true, MeasuresModels = true };

    /// <summary>The workloads of this run.</summary>
    public static IEnumerable<string> WorkloadIds => SuiteSettings.Current.Workloads.Select(workload => workload.Id);

    /// <summary>The workload's id.</summary>
    [ParamsSource(nameof(WorkloadIds))]
    public string Workload { get; set; } = "";

    // Each model has a method that is named after its id, in the order of the catalogue; a test compares the two.
#pragma warning disable CS1591
    [Benchmark(Baseline = true, Description = "sequential")]
    public ValueTask<long[][]> Sequential() => Run();

    [Benchmark(Description = "thread-per-item"), BenchmarkCategory("threads")]
    public ValueTask<long[][]> ThreadPerItem() => Run();

    [Benchmark(Description = "thread-workers"), BenchmarkCategory("threads")]
    public ValueTask<long[][]> ThreadWorkers() => Run();

    [Benchmark(Description = "thread-workers/ranges"), BenchmarkCategory("threads", "ranges")]
    public ValueTask<long[][]> ThreadWorkersRanges() => Run();

    [Benchmark(Description = "thread-slices"), BenchmarkCategory("threads")]
    public ValueTask<long[][]> ThreadSlices() => Run();

    [Benchmark(Description = "blocking-collection"), BenchmarkCategory("threads")]
    public ValueTask<long[][]> BlockingCollection() => Run();

    [Benchmark(Description = "concurrent-queue"), BenchmarkCategory("threads")]
    public ValueTask<long[][]> ConcurrentQueue() => Run();

    [Benchmark(Description = "long-running-tasks"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> LongRunningTasks() => Run();

    [Benchmark(Description = "task-per-item"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> TaskPerItem() => Run();

    [Benchmark(Description = "when-each"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> WhenEach() => Run();

    [Benchmark(Description = "thread-pool-queue"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> ThreadPoolQueue() => Run();

    [Benchmark(Description = "throttled-tasks"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> ThrottledTasks() => Run();

    [Benchmark(Description = "parallel-for"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> ParallelFor() => Run();

    [Benchmark(Description = "parallel-for/ranges"), BenchmarkCategory("tasks", "ranges")]
    public ValueTask<long[][]> ParallelForRanges() => Run();

    [Benchmark(Description = "parallel-for-each-async"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> ParallelForEachAsync() => Run();

    [Benchmark(Description = "parallel-for-each-async/ranges"), BenchmarkCategory("tasks", "ranges")]
    public ValueTask<long[][]> ParallelForEachAsyncRanges() => Run();

    [Benchmark(Description = "chunk-partitioner"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> ChunkPartitioner() => Run();

    [Benchmark(Description = "fork-join"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> ForkJoin() => Run();

    [Benchmark(Description = "plinq"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> Plinq() => Run();

    [Benchmark(Description = "plinq-balanced"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> PlinqBalanced() => Run();

    [Benchmark(Description = "dataflow"), BenchmarkCategory("tasks")]
    public ValueTask<long[][]> Dataflow() => Run();

    [Benchmark(Description = "channel-rendezvous"), BenchmarkCategory("channels")]
    public ValueTask<long[][]> ChannelRendezvous() => Run();

    [Benchmark(Description = "channel-workers"), BenchmarkCategory("channels")]
    public ValueTask<long[][]> ChannelWorkers() => Run();

    [Benchmark(Description = "channel-workers/ranges"), BenchmarkCategory("channels", "ranges")]
    public ValueTask<long[][]> ChannelWorkersRanges() => Run();

    [Benchmark(Description = "process-per-item"), BenchmarkCategory("processes")]
    public ValueTask<long[][]> ProcessPerItem() => Run();

    [Benchmark(Description = "process-pool-cold"), BenchmarkCategory("processes")]
    public ValueTask<long[][]> ProcessPoolCold() => Run();

    [Benchmark(Description = "process-pool"), BenchmarkCategory("processes")]
    public ValueTask<long[][]> ProcessPool() => Run();

    [Benchmark(Description = "process-pool/ranges"), BenchmarkCategory("processes", "ranges")]
    public ValueTask<long[][]> ProcessPoolRanges() => Run();

    [Benchmark(Description = "process-pipe"), BenchmarkCategory("processes")]
    public ValueTask<long[][]> ProcessPipe() => Run();

    [Benchmark(Description = "process-queue"), BenchmarkCategory("processes")]
    public ValueTask<long[][]> ProcessQueue() => Run();

    [Benchmark(Description = "process-shared-memory"), BenchmarkCategory("processes")]
    public ValueTask<long[][]> ProcessSharedMemory() => Run();

    [Benchmark(Description = "rx-merge"), BenchmarkCategory("reactive")]
    public ValueTask<long[][]> RxMerge() => Run();

    [Benchmark(Description = "rx-merge/ranges"), BenchmarkCategory("reactive", "ranges")]
    public ValueTask<long[][]> RxMergeRanges() => Run();

    [Benchmark(Description = "akka-round-robin"), BenchmarkCategory("actors")]
    public ValueTask<long[][]> AkkaRoundRobin() => Run();

    [Benchmark(Description = "akka-round-robin/ranges"), BenchmarkCategory("actors", "ranges")]
    public ValueTask<long[][]> AkkaRoundRobinRanges() => Run();

    [Benchmark(Description = "proto-actor"), BenchmarkCategory("actors")]
    public ValueTask<long[][]> ProtoActor() => Run();

    [Benchmark(Description = "proto-actor/ranges"), BenchmarkCategory("actors", "ranges")]
    public ValueTask<long[][]> ProtoActorRanges() => Run();

    [Benchmark(Description = "orleans-workers"), BenchmarkCategory("actors")]
    public ValueTask<long[][]> OrleansWorkers() => Run();

    [Benchmark(Description = "orleans-workers/ranges"), BenchmarkCategory("actors", "ranges")]
    public ValueTask<long[][]> OrleansWorkersRanges() => Run();
#pragma warning restore CS1591

    /// <summary>Measures the resource use of an operation, and disposes the model.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        using (_operation)
        {
            _operation?.MeasureResources(ResourceProbe.Key(typeof(ModelBenchmarks), _method, Workload));
        }
    }

    // A set-up method cannot know which benchmark runs. The first call of a launch is never timed: it makes the model and
    // checks its answers.
    private ValueTask<long[][]> Run([CallerMemberName] string method = "") =>
        (_operation ??= ModelOperation.Prepare(_method = method, Workload)).RunAsync();
}
