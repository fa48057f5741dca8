using System.Collections.Concurrent;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Cluster.Tests.RabbitMq;

/// <summary>The tests with a broker: one after the other, because one of them restarts it, and its start takes seconds.</summary>
[CollectionDefinition(nameof(BrokerFixture))]
public sealed class WithBroker : ICollectionFixture<BrokerFixture>;

/// <summary>A RabbitMQ server for all these tests, with hosts that stay for the laws of the models.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<int, Task<ClusterHosts>> Hosts = [];
    private static BrokerServer? s_server;

    /// <summary>The reason why there is no server; null where there is one.</summary>
    internal static string? Reason { get; } = BrokerServer.FindReasonAgainst();

    internal static BrokerServer Server => s_server!;

    public async ValueTask InitializeAsync()
    {
        if (Reason is null)
        {
            s_server = await BrokerServer.StartAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (s_server is null)
        {
            return;
        }

        foreach (ClusterHosts hosts in await Task.WhenAll(Hosts.Values))
        {
            await hosts.DisposeAsync();
        }

        int[] processes = OperatingSystem.IsLinux() ? OtherProcesses.DescendantsOf(s_server.KeeperId) : [];
        await s_server.DisposeAsync();
        await OtherProcesses.AssertGoneAsync([s_server.KeeperId, .. processes], TimeSpan.FromSeconds(20));
        Assert.False(Directory.Exists(s_server.Folder));
    }

    /// <summary>A model whose hosts stay for the next one, as on machines of their own. They see another giver each time.</summary>
    internal static IConcurrencyModel CreateResident(ModelOptions options, Granularity granularity)
    {
        string name = $"laws-{options.Workers}";
        RabbitMqOptions how = new(Server.Address, Hosts: 2);
        Hosts
            .GetOrAdd(
                options.Workers,
                workers =>
                    ClusterHosts.StartAsync(
                        how.ShareWorkers(workers).Select(count => BuiltHost.Command(new(Server.Address, null, name, count, IsOwned: true))),
                        CancellationToken.None
                    )
            )
            .GetAwaiter()
            .GetResult();
        how = how with { Hosts = 0, Name = name };
        return new RabbitMqModel(
            options,
            granularity == Granularity.Ranges ? how.With(settings => settings with { Dispatch = Dispatch.Ranges }) : how
        );
    }
}

/// <summary>The models, on hosts that stay.</summary>
public sealed class RabbitModels : Core.Tests.Models.IModelList
{
    public static ImmutableArray<ModelSpec> All { get; } =
    [
        .. ClusterCatalog
            .All.Where(spec => spec.Engine == "RabbitMQ")
            .Select(spec => spec with { Create = options => BrokerFixture.CreateResident(options, spec.Granularity) }),
    ];
}

[Collection(nameof(BrokerFixture))]
public sealed class RabbitContractTests : Core.Tests.Models.ModelContract<RabbitModels>
{
    public RabbitContractTests() => Skip.When(BrokerFixture.Reason);
}
