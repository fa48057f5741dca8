using ConcurrencyBench.Benchmarks.Handoff;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Benchmarks.Startup;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>How benchmark methods are named after what they measure.</summary>
internal static class MethodName
{
    /// <returns>The method of an id: <c>parallel-for/ranges</c> is measured by <c>ParallelForRanges</c>.</returns>
    public static string MethodOf(string id) =>
        string.Concat(id.Split('-', '/').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <returns>The model that a method of <see cref="ModelBenchmarks"/> or <see cref="ScalingBenchmarks"/> measures, or null.</returns>
    public static ModelSpec? FindModel(string method) => ModelCatalog.All.FirstOrDefault(spec => MethodOf(spec.Id) == method);

    /// <returns>The model that a method measures.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ModelSpec ModelOf(string method) =>
        FindModel(method) ?? throw new ArgumentException($"No model is measured by '{method}'.", nameof(method));

    /// <returns>The kernel that a method of <see cref="KernelBenchmarks"/> measures, or null.</returns>
    public static IDivisorKernel? FindKernel(string method) => KernelCatalog.All.FirstOrDefault(kernel => MethodOf(kernel.Id) == method);

    /// <returns>What a method of <see cref="StartupBenchmarks"/> measures, or null.</returns>
    public static StartupSpec? FindStartup(string method) => StartupCatalog.All.FirstOrDefault(spec => MethodOf(spec.Id) == method);

    /// <returns>The way to hand over that a method of <see cref="HandoffBenchmarks"/> measures, or null.</returns>
    public static HandoffSpec? FindHandoff(string method) => HandoffCatalog.All.FirstOrDefault(spec => MethodOf(spec.Id) == method);

    /// <returns>The program of another language that a method of <see cref="PeerBenchmarks"/> measures, or null.</returns>
    public static PeerSpec? FindPeer(string method) => PeerCatalog.All.FirstOrDefault(spec => MethodOf(spec.Id) == method);

    /// <returns>The id of what a method of a benchmark class measures, or null where it has none.</returns>
    public static string? FindId(Type question, string method) =>
        question == typeof(ModelBenchmarks) || question == typeof(ScalingBenchmarks) ? FindModel(method)?.Id
        : question == typeof(KernelBenchmarks) ? FindKernel(method)?.Id
        : question == typeof(StartupBenchmarks) ? FindStartup(method)?.Id
        : question == typeof(HandoffBenchmarks) ? FindHandoff(method)?.Id
        : question == typeof(PeerBenchmarks) ? FindPeer(method)?.Id ?? FindModel(method)?.Id
        : null;

    /// <returns>What the benchmarks of a class are called, as the heading of a column.</returns>
    public static string HeadingOf(Type question) =>
        question == typeof(KernelBenchmarks) ? "Kernel"
        : question == typeof(StartupBenchmarks) ? "What is started"
        : question == typeof(HandoffBenchmarks) ? "Handed over by"
        : question == typeof(PeerBenchmarks) ? "Program"
        : question == typeof(PeerHandoffBenchmarks) ? "Handed over by"
        : "Model";
}
