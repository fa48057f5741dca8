using ConcurrencyBench.Core.Models.Processes;

namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>The one list of what is started, or is there already.</summary>
internal static class StartupCatalog
{
    private const int DefaultStack = 0;
    private const int SmallStack = 256 * 1024;

    public static ImmutableArray<StartupSpec> All { get; } =
    [
        One("thread", "a thread: new, Start, Join", () => new EmptyThreads(1, DefaultStack)),
        One("thread-small-stack", "the same with a stack of 256 KiB", () => new EmptyThreads(1, SmallStack)),
        OfWorkers("threads", "a thread for each worker, all started and then joined", workers => new EmptyThreads(workers, DefaultStack)),
        One("process", "a worker process: start, greeting, orderly end", () => new EmptyProcess(BuiltWorker.Find())),
        OfWorkers(
            "process-pool",
            "a pool of worker processes, made, asked and ended",
            workers => new EmptyPool(BuiltWorker.Find(), workers, isResident: false)
        ),
        new("task", "Task.Run and await, the thread pool being there", _ => StartupSpec.Tasks, _ => new EmptyTasks(StartupSpec.Tasks)),
        One("resident-thread", "a thread that is there: woken, and wakes who waits", () => new ResidentThread()),
        One(
            "resident-process",
            "a worker process that is there: asked and answered",
            () => new EmptyPool(BuiltWorker.Find(), 1, isResident: true)
        ),
        OfWorkers(
            "resident-process-pool",
            "a pool that is there: each worker asked and answered",
            workers => new EmptyPool(BuiltWorker.Find(), workers, isResident: true)
        ),
        OfWorkers(
            "akka-system",
            "an Akka.NET system with a router, made, asked and ended",
            workers => new EngineStart("akka-round-robin", workers)
        ),
        OfWorkers("proto-actor-system", "a Proto.Actor system, made, asked and ended", workers => new EngineStart("proto-actor", workers)),
        OfWorkers("orleans-silo", "an Orleans silo, started, asked and stopped", workers => new EngineStart("orleans-workers", workers)),
    ];

    private static StartupSpec One(string id, string summary, Func<IStartup> create) => new(id, summary, _ => 1, _ => create());

    private static StartupSpec OfWorkers(string id, string summary, Func<int, IStartup> create) =>
        new(id, summary, workers => workers, create);
}
