using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Measures how much a better algorithm gains, compared with all of concurrency.</summary>
/// <remarks>
/// <para>One core, the article's numbers. Expect vectors to be ten to thirty times as fast as the loop, for the same
/// candidates, and the square root to be thousands of times as fast, because it tries fewer.</para>
/// <para><c>./run.sh bench --filter '*KernelBenchmarks*'</c></para>
/// </remarks>
public class KernelBenchmarks : IBenchmarkClass
{
    private KernelOperation? _operation;
    private string _method = "";

    static BenchmarkClass IBenchmarkClass.Description { get; } = new(2, "Kernel") { IsInMainJob = true, MeasuresKernels = true };

    /// <summary>The article's numbers.</summary>
    public static IEnumerable<long> Numbers => WorkloadCatalog.Article.Numbers;

    /// <summary>The number whose divisors are found.</summary>
    [ParamsSource(nameof(Numbers))]
    public long Number { get; set; }

    // Each kernel has a method that is named after its id, in the order of the catalogue; a test compares the two.
#pragma warning disable CS1591
    [Benchmark(Baseline = true, Description = "trial-division")]
    public long[] TrialDivision() => Run();

    [Benchmark(Description = "vector-trial-division")]
    public long[] VectorTrialDivision() => Run();

    [Benchmark(Description = "square-root")]
    public long[] SquareRoot() => Run();
#pragma warning restore CS1591

    /// <summary>Measures the resource use of an operation.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation?.MeasureResources(ResourceProbe.Key(typeof(KernelBenchmarks), _method, Number));

    // The first call of a launch is never timed, as in ModelBenchmarks. It checks the answer.
    private long[] Run([CallerMemberName] string method = "") => (_operation ??= KernelOperation.Prepare(_method = method, Number)).Run();
}
