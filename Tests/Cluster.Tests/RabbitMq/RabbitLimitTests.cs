using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Cluster.Tests.RabbitMq;

/// <summary>A broker that waits for no acknowledgement as long as the items take: RabbitMQ's 30 minutes, in seconds.</summary>
public sealed class RabbitLimitTests
{
    /// <summary>The broker looks once a minute, so that the item takes longer than that.</summary>
    [Fact(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public async Task RunAsync_AnItemLongerThanTheBrokerWaits_IsAnsweredAllTheSame()
    {
        Skip.When(BrokerFixture.Reason);
        await using BrokerServer server = await BrokerServer.StartAsync(
            CancellationToken.None,
            new BrokerOptions { AcknowledgementLimit = TimeSpan.FromSeconds(5) }
        );
        await using RabbitMqModel model = new(new ModelOptions(1), new RabbitMqOptions(server.Address, 1));
        Core.Workloads.WorkItem item = RabbitRun.Endless() with { Candidates = new(1, 60_000_000_000) };
        Stopwatch watch = Stopwatch.StartNew();

        long[][] answers = await model.RunAsync([item], CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromMinutes(30));

        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(70), $"It took {watch.Elapsed}, in which the broker has not looked.");
        Assert.Contains(7, Assert.Single(answers)); // 2^63 - 1 = 7^2 · 73 · 127 · 337 · 92737 · 649657
        Assert.Equal(0, model.Cluster!.LostHosts);
    }
}
