using BenchmarkDotNet.Running;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Catalogue;

/// <summary>Finds the benchmarks that are left out, with the reasons.</summary>
internal static class Exclusions
{
    /// <returns>The reason why the benchmark is not run, in one line; null when it is.</returns>
    public static string? ReasonToLeaveOut(BenchmarkCase benchmark)
    {
        BenchmarkClass description = BenchmarkCatalog.Describe(benchmark.Descriptor.Type);
        string method = benchmark.Descriptor.WorkloadMethod.Name;
        return description.ReasonToLeaveOut(method)
            ?? description.FindLanguage(method)?.ReasonToLeaveOut
            ?? ReasonOfItsModel(benchmark, method);
    }

    /// <returns>A warning of operations that will take minutes or for ever, in one line; null when there is no need for one.</returns>
    public static string? WarningOfLength(Workload workload, IDivisorKernel kernel)
    {
        const double CandidatesPerSecond = 5e8; // of trial division on one core, roughly
        double seconds = workload.Numbers.Sum(number => (double)kernel.CandidateCount(number)) / CandidatesPerSecond;
        return seconds < 10
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"One operation on {workload.Id} will take {kernel.Id} about {Math.Round(seconds):N0} s on one core, and it "
                    + $"runs about 60 times a model."
            );
    }

    private static string? ReasonOfItsModel(BenchmarkCase benchmark, string method) =>
        benchmark.Parameters[BenchmarkClass.WorkloadParameter] is string workloadId
        && MethodName.FindModel(method) is { MaxItems: { } maxItems } spec
            ? ReasonToLeaveOut(spec, maxItems, SuiteSettings.Current.Find(workloadId))
            : null;

    private static string? ReasonToLeaveOut(ModelSpec spec, int maxItems, Workload workload) =>
        workload.Numbers.Length > maxItems
            ? $"{spec.Id} on {workload.Id} is left out: {workload.Numbers.Length} items, and it is measured with {maxItems} at most."
            : null;
}
