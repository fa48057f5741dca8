using System.Threading.Channels;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>The one list of ways to hand an item over.</summary>
internal static class HandoffCatalog
{
    // Room enough that neither side waits for the other all the time, and little enough that a full one is seen.
    private const int Bound = 128;

    public static ImmutableArray<HandoffSpec> All { get; } =
    [
        InProcess(
            "channel-rendezvous",
            "a channel of capacity 0: Go's unbuffered channel",
            () => new ChannelHandoff(() => Channel.CreateBounded<EchoItem>(0))
        ),
        InProcess("channel-bounded", "a channel of capacity 128", () => new ChannelHandoff(() => Channel.CreateBounded<EchoItem>(Bound))),
        InProcess("channel-unbounded", "a channel without a limit", () => new ChannelHandoff(Channel.CreateUnbounded<EchoItem>)),
        InProcess("blocking-collection", "a BlockingCollection between two threads", () => new BlockingCollectionHandoff()),
        InProcess("dataflow", "an ActionBlock, and a BufferBlock back", () => new DataflowHandoff()),
        InProcess("thread-pool-queue", "a work item of the thread pool", () => new ThreadPoolQueueHandoff()),
        InProcess("akka-actor", "an actor of Akka.NET: Tell, and Ask back", () => new AkkaHandoff()),
        InProcess("proto-actor", "an actor of Proto.Actor: Send, and RequestAsync back", () => new ProtoActorHandoff()),
        BetweenProcesses("stdio-pipe", "a child's standard input and output", ProcessHandoff.OverStdio),
        BetweenProcesses("unix-socket", "a Unix domain socket", ProcessHandoff.OverUnixSocket) with
        {
            NeedsUnixSockets = true,
        },
        BetweenProcesses("named-pipe", "a named pipe", ProcessHandoff.OverNamedPipe),
        BetweenProcesses("shared-memory", "rings in a memory-mapped file: spin, then sleep", ProcessHandoff.OverSharedMemory),
        BetweenProcesses(
            "pool-stdio",
            "a warm pool of one worker, through its standard input and output",
            worker => new WorkerPoolHandoff(worker, WorkerTransport.Stdio)
        ),
        BetweenProcesses(
            "pool-unix-socket",
            "the same through a Unix domain socket",
            worker => new WorkerPoolHandoff(worker, WorkerTransport.UnixSocket)
        ) with
        {
            NeedsUnixSockets = true,
        },
        BetweenProcesses(
            "pool-shared-memory",
            "the same with answers through shared memory",
            worker => new WorkerPoolHandoff(worker, WorkerTransport.SharedMemory)
        ),
    ];

    /// <returns>The way to hand over that a benchmark method is named after.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static HandoffSpec FindByMethod(string method) =>
        All.FirstOrDefault(spec => MethodName.MethodOf(spec.Id) == method)
        ?? throw new ArgumentException($"No way to hand over is measured by '{method}'.", nameof(method));

    private static HandoffSpec InProcess(string id, string summary, Func<IHandoff> create) =>
        new(id, summary, IsBetweenProcesses: false, create);

    private static HandoffSpec BetweenProcesses(string id, string summary, Func<WorkerCommand, IHandoff> create) =>
        new(id, summary, IsBetweenProcesses: true, () => create(BuiltWorker.Find()));
}
