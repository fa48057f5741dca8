using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>Maps the ids of models and kernels to the names of the benchmark methods that measure them, and back.</summary>
internal static class MethodName
{
    /// <returns>The method of an id: <c>parallel-for/ranges</c> is measured by <c>ParallelForRanges</c>.</returns>
    public static string MethodOf(string id) =>
        string.Concat(id.Split('-', '/').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <returns>The model that a method measures, or null.</returns>
    public static ModelSpec? FindModel(string method) =>
        SuiteModels.All.Concat(SuiteModels.OnClusters).FirstOrDefault(spec => MethodOf(spec.Id) == method);

    /// <returns>The model that a method measures.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ModelSpec ModelOf(string method) =>
        FindModel(method) ?? throw new ArgumentException($"No model is measured by '{method}'.", nameof(method));

    /// <returns>The kernel that a method measures, or null.</returns>
    public static IDivisorKernel? FindKernel(string method) => KernelCatalog.All.FirstOrDefault(kernel => MethodOf(kernel.Id) == method);
}
