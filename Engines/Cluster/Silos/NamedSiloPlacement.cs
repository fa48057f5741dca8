using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>
/// Places a grain on the silo that its key names, so that there is one on each host: spread by construction, where a choice by
/// chance or by load may give one host two and another none.
/// </summary>
[Serializable]
[GenerateSerializer]
internal sealed class NamedSiloPlacement : PlacementStrategy;

/// <inheritdoc cref="NamedSiloPlacement"/>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnNamedSiloAttribute() : PlacementAttribute(new NamedSiloPlacement());

/// <inheritdoc cref="NamedSiloPlacement"/>
internal sealed class NamedSiloDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress wanted = SiloAddress.FromParsableString(target.GrainIdentity.Key.ToString()!);
        return Array.IndexOf(context.GetCompatibleSilos(target), wanted) >= 0
            ? Task.FromResult(wanted)
            : Task.FromException<SiloAddress>(new OrleansException($"There is no silo {wanted} in the cluster."));
    }
}
