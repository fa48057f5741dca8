using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Benchmarks.Suite;

namespace ConcurrencyBench.Benchmarks;

/// <summary>How does C# compare with the article's Python and Go, on the same work and under the same statistics?</summary>
/// <remarks>
/// <para>Each program of another language runs in a resident server: starting an interpreter is not measured, handing over four
/// numbers as JSON is (about 0.1 ms). A language that is not installed is left out, and said so.</para>
/// <para>Expect Python's loop to take some twenty-five times as long as C#'s, Go's about as long, and everything that gives each
/// number to one worker to end at 1.71x of its own language's loop.</para>
/// <para><c>./run.sh bench --filter '*PeerBenchmarks*'</c>; it takes a quarter of an hour, because Python does.
/// <c>./run.sh article</c> tells the article's story in two minutes.</para>
/// </remarks>
public class PeerBenchmarks
{
    private PeerCase? _case;

    /// <summary>The first workload of this run.</summary>
    public static IEnumerable<string> WorkloadIds => [SuiteSettings.Current.Workloads[0].Id];

    /// <summary>The workload's id.</summary>
    [ParamsSource(nameof(WorkloadIds))]
    public string Workload { get; set; } = "";

    // One line each, named after its id, ours first, then in the order of the catalogue; a test holds the two to each other.
#pragma warning disable CS1591
    [Benchmark(Baseline = true)] public ValueTask Sequential() => Run();
    [Benchmark] public ValueTask ThreadPerItem() => Run();
    [Benchmark] public ValueTask TaskPerItem() => Run();
    [Benchmark] public ValueTask ParallelForRanges() => Run();
    [Benchmark] public ValueTask ChannelRendezvous() => Run();
    [Benchmark] public ValueTask ProcessPerItem() => Run();
    [Benchmark] public ValueTask ProcessPoolCold() => Run();
    [Benchmark] public ValueTask ProcessPool() => Run();
    [Benchmark] public ValueTask ProcessPipe() => Run();

    [Benchmark] public ValueTask PythonSequential() => Run();
    [Benchmark] public ValueTask PythonThreadPerNumber() => Run();
    [Benchmark] public ValueTask PythonProcessPerNumber() => Run();
    [Benchmark] public ValueTask PythonPoolMap() => Run();
    [Benchmark] public ValueTask PythonPoolMapResident() => Run();
    [Benchmark] public ValueTask PythonExecutor() => Run();
    [Benchmark] public ValueTask PythonQueue() => Run();
    [Benchmark] public ValueTask PythonSharedMemory() => Run();
    [Benchmark] public ValueTask PythonPipe() => Run();
    [Benchmark] public ValueTask PythonPipeRepaired() => Run();

    [Benchmark] public ValueTask GoSequential() => Run();
    [Benchmark] public ValueTask GoChannel() => Run();
    [Benchmark] public ValueTask GoGoroutinePerNumber() => Run();
    [Benchmark] public ValueTask GoWorkerPool() => Run();
#pragma warning restore CS1591

    /// <summary>Ends what the program runs in.</summary>
    [GlobalCleanup]
    public void Cleanup() => _case?.Dispose();

    // As in ModelBenchmarks: the first call of a launch is never timed.
    private ValueTask Run([CallerMemberName] string method = "")
        => (_case ??= PeerCase.Prepare(method, Workload)).RunAsync();
}
