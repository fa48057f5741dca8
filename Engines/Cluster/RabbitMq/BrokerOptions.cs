using System.Net;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>What a server of our own may be told.</summary>
internal sealed record BrokerOptions
{
    /// <summary>The address at which it listens. Nothing but hosts of ours reaches the loopback interface.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// The time for which it waits for the acknowledgement of a message. RabbitMQ's own is 30 min, after which an item that still runs is
    /// given to another host.
    /// </summary>
    public TimeSpan AcknowledgementLimit { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The longest interval at which both ends of a connection hear of each other, in whole seconds; a client may want a shorter one.
    /// RabbitMQ's own.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(60);
}
