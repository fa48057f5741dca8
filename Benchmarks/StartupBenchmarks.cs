using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Startup;

namespace ConcurrencyBench.Benchmarks;

/// <summary>What does it cost to start and end one empty thread, task, process, pool; and to ask one that is there?</summary>
/// <remarks>
/// <para>Cold: made and ended in the operation. Warm: made before, and asked to do nothing. A task is always warm, because the
/// thread pool can be cold only once in a process; a thread that is there is asked through two semaphores, a process
/// through the models' pool. Pools and <c>threads</c> have as many workers as the models.</para>
/// <para>Expect a task to take less than a microsecond, a thread about a hundred, a process as much as a thread takes for hundreds of
/// them, and a pool of P more than one process, but less than P. The size of a stack makes no difference as long as nobody
/// touches it.</para>
/// <para><c>./run.sh bench --filter '*StartupBenchmarks*'</c></para>
/// </remarks>
public class StartupBenchmarks : IBenchmarkClass
{
    private StartupOperation? _case;

    static BenchmarkClass IBenchmarkClass.Description { get; } = new(4, "What is started");

    // One line each, named after its id, in the order of the catalogue; a test holds the two to each other.
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
#pragma warning restore CS1591

    /// <summary>Ends what is there.</summary>
    [GlobalCleanup]
    public void Cleanup() => _case?.Dispose();

    // As in ModelBenchmarks: the first call of a launch is never timed.
    private ValueTask Run([CallerMemberName] string method = "") => (_case ??= StartupOperation.Prepare(method)).RunAsync();
}
