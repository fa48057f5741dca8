using System.Net;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>Silos that find each other by a table in Redis.</summary>
[Collection(nameof(Alone))]
public sealed class RedisMembershipTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>A giver comes and goes, and the next finds the hosts that are there: nothing is kept by the giver.</summary>
    [Fact]
    public async Task RunAsync_TwoGiversAfterEachOther_FindTheSameHost()
    {
        SearchPath.SkipUnlessFound("redis-server");
        await using RedisServer server = await RedisServer.StartAsync();
        OrleansSettings settings = new(new OrleansMembership(IPAddress.Loopback, server.Port, IsRedis: true), "redis-test")
        {
            ProbeTimeout = TimeSpan.FromSeconds(1),
        };
        await using OrleansHost host = new(
            OrleansSettings.Parse(settings.ToText(), settings.Name),
            Engines.Cluster.Hosts.HostHello.Create(cores: 1)
        );
        await host.StartAsync(CancellationToken.None);
        for (int run = 0; run < 2; run++)
        {
            await using OrleansGiver giver = await OrleansGiver.StartAsync(settings, CancellationToken.None);
            await giver.WaitForWorkersAsync(1, CancellationToken.None).WaitAsync(Limit);
            FaultCluster.AssertComplete(
                3,
                await giver.RunAsync(FaultCluster.CreateItems(3), 1, Dispatch.Items, CancellationToken.None).WaitAsync(Limit)
            );
        }

        Assert.False(host.Ended.IsCompleted);
    }

    [Fact]
    public async Task RunAsync_AHostIsKilled_IsFoundDeadByTheTable()
    {
        SearchPath.SkipUnlessFound("redis-server");
        await using RedisServer server = await RedisServer.StartAsync();
        OrleansSettings settings = new(new OrleansMembership(IPAddress.Loopback, server.Port, IsRedis: true), "redis-test")
        {
            ProbeTimeout = TimeSpan.FromSeconds(1),
        };
        await using OrleansCluster cluster = await OrleansCluster.StartAsync(settings, [1, 1], CancellationToken.None);
        Task<long[][]> run = cluster.RunAsync(FaultCluster.CreateItems(60), 2, Dispatch.Items, CancellationToken.None);
        await Task.Delay(300);
        cluster.Processes[0].Kill();
        FaultCluster.AssertComplete(60, await run.WaitAsync(Limit));
    }
}
