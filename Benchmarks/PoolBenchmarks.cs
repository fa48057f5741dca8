using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Pools;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Measures what a job of microseconds costs by each way to give a warm worker pool many of them.</summary>
/// <remarks>
/// <para>An operation is one job: 17 bytes to a worker, which answers them. A benchmark's call makes 10,000, in a pool with as many
/// workers as the models. <c>run</c> awaits each before the next, <c>run-by-many</c> does so in 64 tasks at once; <c>submit</c> and
/// <c>stream</c> are jobs with a fate of their own each, <c>batch</c> puts many into one message, which have one fate.</para>
/// <para>Expect some ten microseconds for a job that is awaited, because two processes wake each other for it, about a microsecond where
/// many jobs are under way, and a tenth of that in batches.</para>
/// <para><c>./run.sh bench --filter '*PoolBenchmarks*'</c></para>
/// </remarks>
public class PoolBenchmarks : IBenchmarkClass
{
    private PoolOperation? _operation;

    static BenchmarkClass IBenchmarkClass.Description { get; } = new(8, "Jobs given by");

    // Each use has a method that is named after its id, in the order of its list; a test compares the two.
#pragma warning disable CS1591
    [Benchmark(OperationsPerInvoke = PoolUse.Jobs, Description = "run")]
    public ValueTask Run() => Operate();

    [Benchmark(OperationsPerInvoke = PoolUse.Jobs, Description = "run-by-many")]
    public ValueTask RunByMany() => Operate();

    [Benchmark(OperationsPerInvoke = PoolUse.Jobs, Baseline = true, Description = "submit")]
    public ValueTask Submit() => Operate();

    [Benchmark(OperationsPerInvoke = PoolUse.Jobs, Description = "stream")]
    public ValueTask Stream() => Operate();

    [Benchmark(OperationsPerInvoke = PoolUse.Jobs, Description = "stream-as-ready")]
    public ValueTask StreamAsReady() => Operate();

    [Benchmark(OperationsPerInvoke = PoolUse.Jobs, Description = "batch")]
    public ValueTask Batch() => Operate();
#pragma warning restore CS1591

    /// <summary>Ends the workers.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation?.Dispose();

    // The first call of a launch is never timed, as in ModelBenchmarks.
    private ValueTask Operate([CallerMemberName] string method = "") =>
        (
            _operation ??= PoolOperation.Prepare(PoolUse.FindByMethod(method), WorkerTransport.Stdio, SuiteSettings.Current.Workers)
        ).RunAsync();
}
