using System.Collections.Immutable;
using ConcurrencyBench.Core.Models.Channels;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Core.Models.Tasks;
using ConcurrencyBench.Core.Models.Threads;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>The one list of models. A new model is one class, one line here, and one benchmark line.</summary>
public static class ModelCatalog
{
    // A thread costs 0.1 ms and more to start: with hundreds of them that would still be seen beside the work, not instead of it.
    private const int MaxThreads = 256;

    // A process costs 40 ms and more to start, and memory besides.
    private const int MaxProcesses = 32;

    /// <summary>The one that every other is compared with.</summary>
    public static ModelSpec Baseline => All[0];

    /// <summary>Every model, the baseline first, in the order in which reports show them.</summary>
    public static ImmutableArray<ModelSpec> All { get; } =
    [
        new(
            "sequential",
            "one thread, the reference",
            "the article's loop",
            Granularity.PerNumber,
            Schedule.Sequential,
            null,
            _ => new SequentialModel()
        ),
        new(
            "thread-per-item",
            "a new Thread each, Start and Join",
            "threading.Thread, multiprocessing.Process",
            Granularity.PerNumber,
            Schedule.FairShare,
            MaxThreads,
            _ => new ThreadPerItemModel()
        ),
        new(
            "thread-workers",
            "threads pull from a shared index",
            "threading.Thread with a shared counter",
            Granularity.PerNumber,
            Schedule.DynamicInOrder,
            null,
            options => new ThreadWorkersModel(options)
        ),
        new(
            "thread-workers/ranges",
            "threads pull ranges from a shared index",
            "threading.Thread with a shared counter",
            Granularity.Ranges,
            Schedule.DynamicInOrder,
            null,
            options => new ThreadWorkersModel(options)
        ),
        new(
            "thread-slices",
            "a contiguous slice for each thread",
            "threading.Thread with a slice each",
            Granularity.PerNumber,
            Schedule.ContiguousStatic,
            null,
            options => new ThreadSlicesModel(options)
        ),
        new(
            "blocking-collection",
            "threads take from a BlockingCollection",
            "queue.Queue",
            Granularity.PerNumber,
            Schedule.DynamicInOrder,
            null,
            options => new BlockingCollectionModel(options)
        ),
        new(
            "task-per-item",
            "Task.Run and Task.WhenAll",
            "ThreadPoolExecutor.map, a goroutine each",
            Granularity.PerNumber,
            Schedule.DynamicInOrder,
            null,
            _ => new TaskPerItemModel(),
            IsOnThreadPool: true
        ),
        new(
            "parallel-for",
            "Parallel.For",
            "Pool.map",
            Granularity.PerNumber,
            Schedule.Dynamic,
            null,
            options => new ParallelForModel(options)
        ),
        new(
            "parallel-for/ranges",
            "Parallel.For on ranges",
            "Pool.map with chunks of one number",
            Granularity.Ranges,
            Schedule.Dynamic,
            null,
            options => new ParallelForModel(options)
        ),
        new(
            "fork-join",
            "recursive halves over tasks, work stealing",
            "none",
            Granularity.PerNumber,
            Schedule.Recursive,
            null,
            options => new ForkJoinModel(options),
            IsOnThreadPool: true
        ),
        new(
            "plinq",
            "PLINQ, default range partitioning",
            "Pool.map with one chunk per worker",
            Granularity.PerNumber,
            Schedule.ContiguousStatic,
            null,
            options => new PlinqModel(options)
        ),
        new(
            "plinq-balanced",
            "PLINQ, load-balancing partitioner",
            "Pool.imap_unordered",
            Granularity.PerNumber,
            Schedule.Dynamic,
            null,
            options => new PlinqBalancedModel(options)
        ),
        new(
            "dataflow",
            "TransformBlock, P wide",
            "Pool.imap",
            Granularity.PerNumber,
            Schedule.DynamicInOrder,
            null,
            options => new DataflowModel(options)
        ),
        new(
            "channel-rendezvous",
            "one producer, capacity-0 channel",
            "the article's unbuffered channel, close and range",
            Granularity.PerNumber,
            Schedule.Sequential,
            null,
            _ => new ChannelRendezvousModel(),
            HasDispatcher: true
        ),
        new(
            "channel-workers",
            "bounded channel in, readers, answers out",
            "a Go worker pool",
            Granularity.PerNumber,
            Schedule.DynamicInOrder,
            null,
            options => new ChannelWorkersModel(options),
            HasDispatcher: true
        ),
        new(
            "channel-workers/ranges",
            "bounded channel in, readers, answers out, on ranges",
            "a Go worker pool",
            Granularity.Ranges,
            Schedule.DynamicInOrder,
            null,
            options => new ChannelWorkersModel(options),
            HasDispatcher: true
        ),
        new(
            "process-per-item",
            "a process each, started and joined",
            "multiprocessing.Process, start and join",
            Granularity.PerNumber,
            Schedule.FairShare,
            MaxProcesses,
            options => new ProcessPerItemModel(options),
            HasDispatcher: true
        ),
        new(
            "process-pool-cold",
            "a pool of one worker per item, made and ended each time",
            "with Pool(len(numbers))",
            Granularity.PerNumber,
            Schedule.FairShare,
            MaxProcesses,
            options => new ProcessPoolColdModel(options),
            HasDispatcher: true
        ),
        new(
            "process-pool",
            "resident workers, chunks of items",
            "Pool.map",
            Granularity.PerNumber,
            Schedule.DynamicInOrder,
            null,
            options => new ProcessPoolModel(options),
            HasDispatcher: true
        ),
        new(
            "process-pool/ranges",
            "resident workers, chunks of ranges",
            "Pool.map with chunks of one number",
            Granularity.Ranges,
            Schedule.DynamicInOrder,
            null,
            options => new ProcessPoolModel(options),
            HasDispatcher: true
        ),
        new(
            "process-pipe",
            "one child streams answers, the receiver polls",
            "Pipe, send, poll(5), recv",
            Granularity.PerNumber,
            Schedule.Sequential,
            null,
            options => new ProcessPipeModel(options),
            HasDispatcher: true
        ),
        new(
            "process-queue",
            "resident workers compete for one shared queue",
            "multiprocessing.Queue",
            Granularity.PerNumber,
            Schedule.DynamicInOrder,
            null,
            options => new ProcessQueueModel(options),
            HasDispatcher: true
        ),
        new(
            "process-shared-memory",
            "resident workers, answers in shared memory",
            "Value, Array",
            Granularity.PerNumber,
            Schedule.DynamicInOrder,
            null,
            options => new ProcessSharedMemoryModel(options),
            HasDispatcher: true
        ),
    ];

    /// <returns>The model with that id, or null.</returns>
    public static ModelSpec? Find(string id) => All.FirstOrDefault(spec => spec.Id == id);
}
