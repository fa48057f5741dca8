using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Benchmarks.Settings;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Compares C# with the article's Python and Go, on the same work and under the same statistics.</summary>
/// <remarks>
/// <para>Each program of another language runs in a resident server: starting an interpreter is not measured, handing over four
/// numbers as JSON is (about 0.1 ms). A language that is not installed is left out, and the run says so.</para>
/// <para>Expect Python's loop to take some twenty-five times as long as C#'s, Go's about as long, and everything that gives each
/// number to one worker to end at 1.71x of its own language's loop.</para>
/// <para><c>./run.sh bench --filter '*PeerBenchmarks*'</c>; it takes a quarter of an hour, because Python does.
/// <c>./run.sh article</c> tells the article's story in two minutes.</para>
/// </remarks>
public class PeerBenchmarks : IBenchmarkClass
{
    private PeerOperation? _operation;

    static BenchmarkClass IBenchmarkClass.Description { get; } =
        new(6, "Program")
        {
            IsSlow = true,
            SmokeWorkload = Core.Workloads.Workload.Custom([535412, 212353, 114214, 54231]),
            FindLanguage = method => PeerCatalog.FindByMethod(method)?.Language,
        };

    /// <summary>The first workload of this run.</summary>
    public static IEnumerable<string> WorkloadIds => [SuiteSettings.Current.Workloads[0].Id];

    /// <summary>The workload's id.</summary>
    [ParamsSource(nameof(WorkloadIds))]
    public string Workload { get; set; } = "";

    // Each program has a method that is named after its id: first the C# ones, then the catalogue in its order; a test compares the two.
#pragma warning disable CS1591
    [Benchmark(Baseline = true, Description = "sequential")]
    public ValueTask Sequential() => Run();

    [Benchmark(Description = "thread-per-item")]
    public ValueTask ThreadPerItem() => Run();

    [Benchmark(Description = "task-per-item")]
    public ValueTask TaskPerItem() => Run();

    [Benchmark(Description = "parallel-for/ranges")]
    public ValueTask ParallelForRanges() => Run();

    [Benchmark(Description = "channel-rendezvous")]
    public ValueTask ChannelRendezvous() => Run();

    [Benchmark(Description = "process-per-item")]
    public ValueTask ProcessPerItem() => Run();

    [Benchmark(Description = "process-pool-cold")]
    public ValueTask ProcessPoolCold() => Run();

    [Benchmark(Description = "process-pool")]
    public ValueTask ProcessPool() => Run();

    [Benchmark(Description = "process-pipe")]
    public ValueTask ProcessPipe() => Run();

    [Benchmark(Description = "python-sequential")]
    public ValueTask PythonSequential() => Run();

    [Benchmark(Description = "python-thread-per-number")]
    public ValueTask PythonThreadPerNumber() => Run();

    [Benchmark(Description = "python-process-per-number")]
    public ValueTask PythonProcessPerNumber() => Run();

    [Benchmark(Description = "python-pool-map")]
    public ValueTask PythonPoolMap() => Run();

    [Benchmark(Description = "python-pool-map-resident")]
    public ValueTask PythonPoolMapResident() => Run();

    [Benchmark(Description = "python-executor")]
    public ValueTask PythonExecutor() => Run();

    [Benchmark(Description = "python-queue")]
    public ValueTask PythonQueue() => Run();

    [Benchmark(Description = "python-shared-memory")]
    public ValueTask PythonSharedMemory() => Run();

    [Benchmark(Description = "python-pipe")]
    public ValueTask PythonPipe() => Run();

    [Benchmark(Description = "python-pipe-repaired")]
    public ValueTask PythonPipeRepaired() => Run();

    [Benchmark(Description = "go-sequential")]
    public ValueTask GoSequential() => Run();

    [Benchmark(Description = "go-channel")]
    public ValueTask GoChannel() => Run();

    [Benchmark(Description = "go-goroutine-per-number")]
    public ValueTask GoGoroutinePerNumber() => Run();

    [Benchmark(Description = "go-worker-pool")]
    public ValueTask GoWorkerPool() => Run();
#pragma warning restore CS1591

    /// <summary>Ends the model or the peer's server.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation?.Dispose();

    // The first call of a launch is never timed, as in ModelBenchmarks.
    private ValueTask Run([CallerMemberName] string method = "") => (_operation ??= PeerOperation.Prepare(method, Workload)).RunAsync();
}
