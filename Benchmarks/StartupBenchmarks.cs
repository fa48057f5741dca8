using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Startup;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Measures what it costs to start and end an empty thread, task, process or pool, and to call one that already runs.</summary>
/// <remarks>
/// <para>Cold: made and ended in the operation. Warm: made before, and asked to do nothing. A task is always warm, because the
/// thread pool can be cold only once in a process; a thread that is there is asked through two semaphores, a process
/// through the models' pool. Pools, <c>threads</c> and the engines of actors have as many workers as the models.</para>
/// <para>Expect a task to take less than a microsecond, a thread about a hundred, a process as much as a thread takes for hundreds of
/// them, and a pool of P more than one process, but less than P. The size of a stack makes no difference as long as it is
/// not used.</para>
/// <para><c>./run.sh bench --filter '*StartupBenchmarks*'</c></para>
/// </remarks>
public class StartupBenchmarks : IBenchmarkClass
{
    private StartupOperation? _operation;

    static BenchmarkClass IBenchmarkClass.Description { get; } = new(4, "What is started");

    // Each of them has a method that is named after its id, in the order of the catalogue; a test compares the two.
#pragma warning disable CS1591
    [Benchmark(Description = "thread")]
    public ValueTask Thread() => Run();

    [Benchmark(Description = "thread-small-stack")]
    public ValueTask ThreadSmallStack() => Run();

    [Benchmark(Description = "threads")]
    public ValueTask Threads() => Run();

    // The baseline, so that the ratios of everything else are large numbers and not 0.00.
    [Benchmark(Baseline = true, Description = "process")]
    public ValueTask Process() => Run();

    [Benchmark(Description = "process-pool")]
    public ValueTask ProcessPool() => Run();

    [Benchmark(OperationsPerInvoke = StartupSpec.Tasks, Description = "task")]
    public ValueTask Task() => Run();

    [Benchmark(Description = "resident-thread")]
    public ValueTask ResidentThread() => Run();

    [Benchmark(Description = "resident-process")]
    public ValueTask ResidentProcess() => Run();

    [Benchmark(Description = "resident-process-pool")]
    public ValueTask ResidentProcessPool() => Run();

    [Benchmark(Description = "akka-system")]
    public ValueTask AkkaSystem() => Run();

    [Benchmark(Description = "proto-actor-system")]
    public ValueTask ProtoActorSystem() => Run();

    [Benchmark(Description = "orleans-silo")]
    public ValueTask OrleansSilo() => Run();
#pragma warning restore CS1591

    /// <summary>Ends everything that still runs.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation?.Dispose();

    // The first call of a launch is never timed, as in ModelBenchmarks.
    private ValueTask Run([CallerMemberName] string method = "") => (_operation ??= StartupOperation.Prepare(method)).RunAsync();
}
