using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The kinds of queues in which items wait.</summary>
internal enum RabbitQueue
{
    /// <summary>A durable queue on one node.</summary>
    Classic,

    /// <summary>A queue that is replicated where the broker has several nodes, by Raft; it counts deliveries itself.</summary>
    Quorum,
}

/// <summary>The settings of a cluster that meets at a broker.</summary>
/// <param name="Broker">The broker's address.</param>
/// <param name="Name">The cluster's name; one giver at a time uses it.</param>
internal sealed record RabbitSettings(Uri Broker, string Name)
{
    /// <summary>The workers of all hosts together; a giver takes no more hosts than it needs for them.</summary>
    public int Workers { get; init; } = int.MaxValue;

    /// <summary>The kind of the queue of items.</summary>
    public RabbitQueue Queue { get; init; } = RabbitQueue.Classic;

    /// <summary>The items that travel in one message; 0 for messages as <see cref="Dispatch"/> cuts them.</summary>
    public int Batch { get; init; }

    /// <summary>The way in which items are dealt out, where <see cref="Batch"/> is 0; its prefetch always counts.</summary>
    public Dispatch Dispatch { get; init; } = Dispatch.Items;

    /// <summary>The deliveries after which an item that was never answered counts as poison: each time its host was lost.</summary>
    public int Deliveries { get; init; } = 3;

    /// <summary>
    /// The interval at which both ends of a connection hear of each other; twice of it without a sign ends the connection. RabbitMQ's own
    /// is 60 s, so that for two minutes a host that was cut off would keep its items.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time for which a connection that was lost is tried again.</summary>
    public TimeSpan ReconnectLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The time for which a giver waits for hosts.</summary>
    public TimeSpan HostLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <returns>The messages of a run: the first item of each and the number of its items; together all items in order.</returns>
    /// <param name="items">The items.</param>
    /// <param name="workers">The workers of all hosts.</param>
    public ImmutableArray<(int First, int Count)> Cut(IReadOnlyList<WorkItem> items, int workers) =>
        Batch > 0
            ? [.. Enumerable.Range(0, items.Count).Chunk(Batch).Select(batch => (batch[0], batch.Length))]
            : Dispatch.Cut(items, workers);
}
