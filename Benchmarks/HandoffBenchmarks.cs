using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Handoff;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Measures what one item costs on its way through each channel, queue, pipe, socket and shared memory.</summary>
/// <remarks>
/// <para>An operation hands one item over. RoundTrip: it comes back before the next one goes, so this is latency, there and
/// back. OneWay: a stream of items without an answer to each, timed from the first until the partner says that it has the last;
/// per item this is throughput. A benchmark's call makes 4,096 operations within the process and 512 between processes.</para>
/// <para>Within the process a reference is handed over, whatever it refers to: these run with one payload size only. To copy the
/// payload would measure memory and not the channel. Between processes the payload is copied, and the partner has all of an
/// item before it answers; a program that computes in shared memory, in place, would save those copies.</para>
/// <para>Expect about a hundred nanoseconds for an item of a stream through a queue, about a microsecond there and back wherever
/// a task is continued for each item, some ten microseconds wherever a thread is woken for it, and from 64 KiB on the speed at
/// which memory is copied.</para>
/// <para><c>./run.sh bench --filter '*HandoffBenchmarks*'</c></para>
/// </remarks>
public class HandoffBenchmarks : IBenchmarkClass
{
    private const int Reference = 8;
    private const int Within = HandoffSpec.ItemsInProcess;
    private const int Between = HandoffSpec.ItemsBetweenProcesses;

    private HandoffOperation? _operation;

    static BenchmarkClass IBenchmarkClass.Description { get; } =
        new(5, "Handed over by")
        {
            ReasonToLeaveOut = method => HandoffCatalog.FindByMethod(method).ReasonToLeaveOut,
            DescribeValue = HandoffText.DescribeValue,
        };

    /// <summary>The sizes of an item between processes, in bytes.</summary>
    public static IEnumerable<int> Payloads => [8, 1024, 64 * 1024, 1024 * 1024];

    /// <summary>The direction of the hand-offs.</summary>
    [ParamsAllValues]
    public HandoffDirection Direction { get; set; }

    // Each way has a method that is named after its id, in the order of the catalogue; a test compares the two.
#pragma warning disable CS1591
    [Benchmark(OperationsPerInvoke = Within, Description = "channel-rendezvous"), Arguments(Reference)]
    public ValueTask ChannelRendezvous(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Within, Description = "channel-bounded"), Arguments(Reference)]
    public ValueTask ChannelBounded(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Within, Description = "channel-unbounded"), Arguments(Reference)]
    public ValueTask ChannelUnbounded(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Within, Description = "blocking-collection"), Arguments(Reference)]
    public ValueTask BlockingCollection(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Within, Description = "dataflow"), Arguments(Reference)]
    public ValueTask Dataflow(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Within, Description = "thread-pool-queue"), Arguments(Reference)]
    public ValueTask ThreadPoolQueue(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Within, Description = "akka-actor"), Arguments(Reference)]
    public ValueTask AkkaActor(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Within, Description = "proto-actor"), Arguments(Reference)]
    public ValueTask ProtoActor(int payloadBytes) => Run(payloadBytes);

    // The baseline, because it is there for every size and is what worker processes use.
    [Benchmark(OperationsPerInvoke = Between, Baseline = true, Description = "stdio-pipe"), ArgumentsSource(nameof(Payloads))]
    public ValueTask StdioPipe(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Between, Description = "unix-socket"), ArgumentsSource(nameof(Payloads))]
    public ValueTask UnixSocket(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Between, Description = "named-pipe"), ArgumentsSource(nameof(Payloads))]
    public ValueTask NamedPipe(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Between, Description = "shared-memory"), ArgumentsSource(nameof(Payloads))]
    public ValueTask SharedMemory(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Between, Description = "pool-stdio"), ArgumentsSource(nameof(Payloads))]
    public ValueTask PoolStdio(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Between, Description = "pool-unix-socket"), ArgumentsSource(nameof(Payloads))]
    public ValueTask PoolUnixSocket(int payloadBytes) => Run(payloadBytes);

    [Benchmark(OperationsPerInvoke = Between, Description = "pool-shared-memory"), ArgumentsSource(nameof(Payloads))]
    public ValueTask PoolSharedMemory(int payloadBytes) => Run(payloadBytes);
#pragma warning restore CS1591

    /// <summary>Ends the partner.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation?.Dispose();

    // The first call of a launch is never timed, as in ModelBenchmarks. It creates the partner and checks it.
    private ValueTask Run(int payloadBytes, [CallerMemberName] string method = "") =>
        (_operation ??= HandoffOperation.Prepare(method, Direction, payloadBytes)).RunAsync();
}
