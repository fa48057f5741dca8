using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;

namespace ConcurrencyBench.GateSubject;

/// <summary>Lets those benchmarks through that this copy has.</summary>
/// <param name="settings">Say which.</param>
internal sealed class SubjectFilter(SubjectSettings settings) : IFilter
{
    /// <inheritdoc/>
    public bool Predicate(BenchmarkCase benchmarkCase)
    {
        string method = benchmarkCase.Descriptor.WorkloadMethod.Name;
        return benchmarkCase.Descriptor.Type == typeof(FaultyBenchmarks)
            ? settings.Faults.Contains(method)
            : !settings.Hidden.Contains(method);
    }
}
