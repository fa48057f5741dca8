using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Engines.Actors;
using ConcurrencyBench.Engines.Cluster;
using ConcurrencyBench.Engines.Reactive;

namespace ConcurrencyBench.Benchmarks.Models;

/// <summary>The models of Core and those on engines of other packages.</summary>
internal static class SuiteModels
{
    /// <summary>Every model that can be measured, the baseline first, in the order in which reports show them.</summary>
    public static ImmutableArray<ModelSpec> All { get; } = [.. ModelCatalog.All, .. ReactiveCatalog.All, .. ActorCatalog.All];

    /// <summary>The models on clusters, which only <see cref="ClusterBenchmarks"/> measure.</summary>
    public static ImmutableArray<ModelSpec> OnClusters => ClusterCatalog.All;

    /// <returns>The model with that id, or null.</returns>
    public static ModelSpec? Find(string id) => All.FirstOrDefault(spec => spec.Id == id);
}
