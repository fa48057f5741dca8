using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Cluster.Tests.RabbitMq;

/// <summary>A model with hosts of its own at the broker of the tests.</summary>
internal sealed class RabbitRun(int hosts, Func<RabbitSettings, RabbitSettings>? configure = null) : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public RabbitMqModel Model { get; } =
        new(
            new ModelOptions(hosts),
            new RabbitMqOptions(BrokerFixture.Server.Address, hosts) { Configure = configure ?? (settings => settings) }
        );

    public RabbitCluster Cluster => Model.Cluster!;

    /// <summary>Starts hosts and giver.</summary>
    public Task StartAsync() => RunAsync([Whole(6)]);

    public Task<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken = default) =>
        Model.RunAsync(items, cancellationToken).AsTask().WaitAsync(Limit, CancellationToken.None);

    /// <summary>Waits until every message of items is with a host.</summary>
    public async Task WaitUntilTakenAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (await Cluster.Giver.CountWaitingAsync() > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit);
            await Task.Delay(20);
        }
    }

    public ValueTask DisposeAsync() => Model.DisposeAsync();

    public static WorkItem Whole(long number) => new(KernelCatalog.Default, number, new CandidateRange(1, number));

    public static WorkItem Endless() => new(KernelCatalog.Default, long.MaxValue, new CandidateRange(1, long.MaxValue));

    /// <summary>Items of about 50 ms each.</summary>
    public static ImmutableArray<WorkItem> Many(int count) => [.. Enumerable.Range(0, count).Select(index => Whole(20_000_000 + index))];

    public static void AssertRight(ImmutableArray<WorkItem> items, long[][] answers) =>
        Assert.All(items.Zip(answers), pair => Assert.Equal(AnswerCheck.Divisors(pair.First.Number), pair.Second.Order()));
}
