using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Tests.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>One cluster for all tests of the contract: a start takes seconds, and each law starts a model.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private const int Workers = 7;

    internal static OrleansCluster? Current { get; private set; }

    public async ValueTask InitializeAsync() => Current = await FaultCluster.StartAsync(Workers / 2, Workers - (Workers / 2));

    public async ValueTask DisposeAsync()
    {
        await Current!.DisposeAsync();
        Current = null;
    }
}

/// <summary>The models on Orleans across hosts, on the shared cluster.</summary>
public sealed class OrleansModels : IModelList
{
    public static ImmutableArray<ModelSpec> All { get; } =
    [
        .. ClusterCatalog
            .All.Where(spec => spec.Engine == "Orleans")
            .Select(spec => spec with { Create = options => new OrleansClusterModel(options, DispatchOf(spec), SharedCluster.Current) }),
    ];

    private static Dispatch DispatchOf(ModelSpec spec) => spec.Granularity == Granularity.Ranges ? Dispatch.Ranges : Dispatch.Items;
}

public sealed class OrleansContractTests(SharedCluster cluster) : ModelContract<OrleansModels>, IClassFixture<SharedCluster>
{
    [Fact]
    public void Current_AfterTheStart_HasTwoHostsWithAllWorkers()
    {
        Assert.NotNull(cluster);
        Assert.Equal([3, 4], SharedCluster.Current!.Giver.Hosts.All.Select(host => host.Hello.Cores).Order());
    }
}
