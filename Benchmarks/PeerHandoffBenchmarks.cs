using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Handoff;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Peers;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Measures what a hand-off costs in Go and in Python, beside those of C# in the same run.</summary>
/// <remarks>
/// <para>An operation hands one small thing over: through a rendezvous channel (and back, in the rows with RoundTrip in their
/// name), or as a job through a warm pool of one worker process and back. A peer does thousands of them for one request,
/// so that asking it does not count.</para>
/// <para>Expect Go's channel to be several times as fast as C#'s: its scheduler runs the other goroutine on the same thread.
/// Expect this suite's pool to be many times as fast as Python's, which hands each job from thread to thread on its way.</para>
/// <para><c>./run.sh bench --filter '*PeerHandoff*'</c></para>
/// </remarks>
public class PeerHandoffBenchmarks : IBenchmarkClass
{
    private const int Within = HandoffSpec.ItemsInProcess;
    private const int Between = HandoffSpec.ItemsBetweenProcesses;
    private const int PayloadBytes = 8;

    private IOperation? _operation;

    static BenchmarkClass IBenchmarkClass.Description { get; } =
        new(7, "Handed over by")
        {
            FindLanguage = method =>
                method switch
                {
                    nameof(GoChannel) or nameof(GoChannelRoundTrip) => PeerLanguage.Go,
                    nameof(PythonPoolApply) => PeerLanguage.Python,
                    _ => null,
                },
        };

#pragma warning disable CS1591
    [Benchmark(OperationsPerInvoke = Within, Baseline = true)]
    public ValueTask ChannelRendezvous() =>
        Run(() => HandoffOperation.Prepare(nameof(HandoffBenchmarks.ChannelRendezvous), HandoffDirection.OneWay, PayloadBytes));

    [Benchmark(OperationsPerInvoke = Within)]
    public ValueTask GoChannel() => Run(() => PeerHandoffOperation.GoChannel("handoff", Within));

    [Benchmark(OperationsPerInvoke = Within)]
    public ValueTask ChannelRendezvousRoundTrip() =>
        Run(() => HandoffOperation.Prepare(nameof(HandoffBenchmarks.ChannelRendezvous), HandoffDirection.RoundTrip, PayloadBytes));

    [Benchmark(OperationsPerInvoke = Within)]
    public ValueTask GoChannelRoundTrip() => Run(() => PeerHandoffOperation.GoChannel("round-trip", Within));

    [Benchmark(OperationsPerInvoke = Between)]
    public ValueTask StdioPipeRoundTrip() =>
        Run(() => HandoffOperation.Prepare(nameof(HandoffBenchmarks.StdioPipe), HandoffDirection.RoundTrip, PayloadBytes));

    [Benchmark(OperationsPerInvoke = Between)]
    public ValueTask WorkerPoolRoundTrip() =>
        Run(() => HandoffOperation.Prepare(nameof(HandoffBenchmarks.PoolStdio), HandoffDirection.RoundTrip, PayloadBytes));

    [Benchmark(OperationsPerInvoke = Between)]
    public ValueTask PythonPoolApply() => Run(() => PeerHandoffOperation.PythonPoolApply(Between));
#pragma warning restore CS1591

    /// <summary>Ends the partner.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation?.Dispose();

    // The first call of a launch is never timed, as in ModelBenchmarks. It creates the partner and checks it.
    private ValueTask Run(Func<IOperation> prepare) => (_operation ??= prepare()).RunAsync();
}
