using System.Collections.Immutable;

namespace ConcurrencyBench.Benchmarks.Catalogue;

/// <summary>The one list of benchmark classes.</summary>
internal static class BenchmarkCatalog
{
    /// <summary>Every class, in the order in which they run.</summary>
    public static ImmutableArray<Type> All { get; } =
    [
        typeof(ModelBenchmarks),
        typeof(KernelBenchmarks),
        typeof(ScalingBenchmarks),
        typeof(StartupBenchmarks),
        typeof(HandoffBenchmarks),
        typeof(PeerBenchmarks),
        typeof(PeerHandoffBenchmarks),
    ];

    /// <summary>Those of the main job.</summary>
    public static ImmutableArray<Type> Default { get; } = [typeof(ModelBenchmarks), typeof(KernelBenchmarks)];

    /// <summary>The baseline method of each class that has one.</summary>
    public static ImmutableSortedDictionary<string, string> Baselines { get; } =
        new Dictionary<string, string>
        {
            [nameof(ModelBenchmarks)] = nameof(ModelBenchmarks.Sequential),
            [nameof(KernelBenchmarks)] = nameof(KernelBenchmarks.TrialDivision),
            [nameof(StartupBenchmarks)] = nameof(StartupBenchmarks.Process),
            [nameof(HandoffBenchmarks)] = nameof(HandoffBenchmarks.StdioPipe),
            [nameof(PeerBenchmarks)] = nameof(PeerBenchmarks.Sequential),
            [nameof(PeerHandoffBenchmarks)] = nameof(PeerHandoffBenchmarks.ChannelRendezvous),
            [nameof(ScalingBenchmarks)] = nameof(ScalingBenchmarks.Sequential),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
