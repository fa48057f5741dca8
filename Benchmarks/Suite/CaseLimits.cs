using BenchmarkDotNet.Running;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>Which benchmarks are left out, and why.</summary>
internal static class CaseLimits
{
    /// <returns>Why the benchmark is not run, in one line; null when it is.</returns>
    public static string? ReasonToLeaveOut(BenchmarkCase benchmark)
        => benchmark.Parameters[nameof(ModelBenchmarks.Workload)] is string workloadId
            && BenchmarkNames.FindModel(benchmark.Descriptor.WorkloadMethod.Name) is { MaxItems: { } maxItems } spec
            ? ReasonToLeaveOut(spec, maxItems, SuiteSettings.Current.Find(workloadId))
            : null;

    private static string? ReasonToLeaveOut(ModelSpec spec, int maxItems, Workload workload)
        => workload.Numbers.Length > maxItems
            ? $"{spec.Id} on {workload.Id} is left out: {workload.Numbers.Length} items, and it is measured with {maxItems} at most."
            : null;
}
