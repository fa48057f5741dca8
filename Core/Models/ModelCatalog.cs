using ConcurrencyBench.Core.Models.Channels;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Core.Models.Tasks;
using ConcurrencyBench.Core.Models.Threads;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>The list of models. A new model is one class, one entry here, and one benchmark method.</summary>
public static class ModelCatalog
{
    // Starting a thread takes 0.1 ms and more: with 256 of them that is visible beside the work, but does not hide it.
    private const int MaxThreads = 256;

    // Starting a process takes 40 ms and more, and memory.
    private const int MaxProcesses = 32;

    /// <summary>The model that all others are compared with.</summary>
    public static ModelSpec Baseline => All[0];

    /// <summary>Every model, the baseline first, in the order in which reports show them.</summary>
    public static ImmutableArray<ModelSpec> All { get; } =
    [
        new("sequential", "one thread, the reference", "the article's loop", Schedule.Sequential, _ => new SequentialModel()),
        new(
            "thread-per-item",
            "a new Thread each, Start and Join",
            "threading.Thread, multiprocessing.Process",
            Schedule.FairShare,
            _ => new ThreadPerItemModel(),
            MaxItems: MaxThreads
        ),
        new(
            "thread-workers",
            "threads pull from a shared index",
            "threading.Thread with a shared counter",
            Schedule.DynamicInOrder,
            options => new ThreadWorkersModel(options)
        ),
        new(
            "thread-workers/ranges",
            "threads pull ranges from a shared index",
            "threading.Thread with a shared counter",
            Schedule.DynamicInOrder,
            options => new ThreadWorkersModel(options),
            Granularity.Ranges
        ),
        new(
            "thread-slices",
            "a contiguous slice for each thread",
            "threading.Thread with a slice each",
            Schedule.ContiguousStatic,
            options => new ThreadSlicesModel(options)
        ),
        new(
            "blocking-collection",
            "threads take from a BlockingCollection",
            "queue.Queue",
            Schedule.DynamicInOrder,
            options => new BlockingCollectionModel(options),
            TakesStream: true
        ),
        new(
            "concurrent-queue",
            "threads take from a filled ConcurrentQueue",
            "queue.SimpleQueue",
            Schedule.DynamicInOrder,
            options => new ConcurrentQueueModel(options),
            Representative: "thread-workers"
        ),
        new(
            "long-running-tasks",
            "LongRunning tasks pull from a shared index",
            "threading.Thread with a shared counter",
            Schedule.DynamicInOrder,
            options => new LongRunningTasksModel(options),
            Representative: "thread-workers"
        ),
        new(
            "task-per-item",
            "Task.Run and Task.WhenAll",
            "ThreadPoolExecutor.map, a goroutine each",
            Schedule.DynamicInOrder,
            _ => new TaskPerItemModel(),
            IsOnThreadPool: true,
            TakesStream: true
        ),
        new(
            "when-each",
            "Task.Run and Task.WhenEach",
            "concurrent.futures.as_completed",
            Schedule.DynamicInOrder,
            _ => new WhenEachModel(),
            IsOnThreadPool: true,
            TakesStream: true,
            Representative: "task-per-item"
        ),
        new(
            "thread-pool-queue",
            "ThreadPool.UnsafeQueueUserWorkItem each",
            "ThreadPoolExecutor.submit",
            Schedule.DynamicInOrder,
            _ => new ThreadPoolQueueModel(),
            IsOnThreadPool: true,
            TakesStream: true,
            Representative: "task-per-item"
        ),
        new(
            "throttled-tasks",
            "Task.Run each, P at once by a SemaphoreSlim",
            "asyncio.Semaphore around each task",
            Schedule.DynamicInOrder,
            options => new ThrottledTasksModel(options),
            HasDispatcher: true,
            TakesStream: true,
            Representative: "channel-workers"
        ),
        new(
            "parallel-for",
            "Parallel.For",
            "Pool.map",
            Schedule.Dynamic,
            options => new ParallelForModel(options),
            HandOut: HandOut.GrowingChunksOfShares
        ),
        new(
            "parallel-for/ranges",
            "Parallel.For on ranges",
            "Pool.map with chunks of one number",
            Schedule.Dynamic,
            options => new ParallelForModel(options),
            Granularity.Ranges,
            HandOut: HandOut.GrowingChunksOfShares
        ),
        new(
            "parallel-for-each-async",
            "Parallel.ForEachAsync",
            "an asyncio.TaskGroup of workers",
            Schedule.DynamicInOrder,
            options => new ParallelForEachAsyncModel(options),
            TakesStream: true,
            Representative: "thread-workers"
        ),
        new(
            "parallel-for-each-async/ranges",
            "Parallel.ForEachAsync on ranges",
            "an asyncio.TaskGroup of workers",
            Schedule.DynamicInOrder,
            options => new ParallelForEachAsyncModel(options),
            Granularity.Ranges,
            TakesStream: true,
            Representative: "thread-workers/ranges"
        ),
        new(
            "chunk-partitioner",
            "Parallel.ForEach on chunks of a fixed size",
            "Pool.map with chunksize",
            Schedule.DynamicInOrder,
            options => new ChunkPartitionerModel(options),
            HandOut: HandOut.FixedChunks
        ),
        new(
            "fork-join",
            "recursive halves over tasks, work stealing",
            "none",
            Schedule.Recursive,
            options => new ForkJoinModel(options),
            IsOnThreadPool: true
        ),
        new(
            "plinq",
            "PLINQ, default range partitioning",
            "Pool.map with one chunk per worker",
            Schedule.ContiguousStatic,
            options => new PlinqModel(options),
            HandOut: HandOut.LongSlicesFirst
        ),
        new(
            "plinq-balanced",
            "PLINQ, load-balancing partitioner",
            "Pool.imap_unordered",
            Schedule.Dynamic,
            options => new PlinqBalancedModel(options),
            HandOut: HandOut.GrowingChunks
        ),
        new(
            "dataflow",
            "TransformBlock, P wide",
            "Pool.imap",
            Schedule.DynamicInOrder,
            options => new DataflowModel(options),
            TakesStream: true
        ),
        new(
            "channel-rendezvous",
            "one producer, capacity-0 channel",
            "the article's unbuffered channel, close and range",
            Schedule.Sequential,
            _ => new ChannelRendezvousModel(),
            HasDispatcher: true,
            TakesStream: true
        ),
        new(
            "channel-workers",
            "bounded channel in, readers, answers out",
            "a Go worker pool",
            Schedule.DynamicInOrder,
            options => new ChannelWorkersModel(options),
            HasDispatcher: true,
            TakesStream: true
        ),
        new(
            "channel-workers/ranges",
            "bounded channel in, readers, answers out, on ranges",
            "a Go worker pool",
            Schedule.DynamicInOrder,
            options => new ChannelWorkersModel(options),
            Granularity.Ranges,
            HasDispatcher: true,
            TakesStream: true
        ),
        new(
            "process-per-item",
            "a process each, started and joined",
            "multiprocessing.Process, start and join",
            Schedule.FairShare,
            options => new ProcessPerItemModel(options),
            MaxItems: MaxProcesses,
            HasDispatcher: true,
            UsesProcesses: true,
            TakesStream: true
        ),
        new(
            "process-pool-cold",
            "a pool of one worker per item, made and ended each time",
            "with Pool(len(numbers))",
            Schedule.FairShare,
            options => new ProcessPoolColdModel(options),
            MaxItems: MaxProcesses,
            HasDispatcher: true,
            UsesProcesses: true
        ),
        new(
            "process-pool",
            "resident workers, chunks of items",
            "Pool.map",
            Schedule.DynamicInOrder,
            options => new ProcessPoolModel(options),
            HasDispatcher: true,
            UsesProcesses: true,
            TakesStream: true
        ),
        new(
            "process-pool/ranges",
            "resident workers, chunks of ranges",
            "Pool.map with chunks of one number",
            Schedule.DynamicInOrder,
            options => new ProcessPoolModel(options),
            Granularity.Ranges,
            HasDispatcher: true,
            UsesProcesses: true,
            TakesStream: true
        ),
        new(
            "process-pipe",
            "one child streams answers, the receiver polls",
            "Pipe, send, poll(5), recv",
            Schedule.Sequential,
            options => new ProcessPipeModel(options),
            HasDispatcher: true,
            UsesProcesses: true
        ),
        new(
            "process-queue",
            "resident workers compete for one shared queue",
            "multiprocessing.Queue",
            Schedule.DynamicInOrder,
            options => new ProcessQueueModel(options),
            HasDispatcher: true,
            UsesProcesses: true
        ),
        new(
            "process-shared-memory",
            "resident workers, answers in shared memory",
            "Value, Array",
            Schedule.DynamicInOrder,
            options => new ProcessSharedMemoryModel(options),
            HasDispatcher: true,
            UsesProcesses: true
        ),
    ];

    /// <returns>The model with that id, or null.</returns>
    public static ModelSpec? Find(string id) => All.FirstOrDefault(spec => spec.Id == id);
}
