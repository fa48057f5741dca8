namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>A host's consumer of a queue of items.</summary>
/// <param name="session">The session that it is on; null where there is none.</param>
/// <param name="giver">The queue of its giver, for the answers.</param>
/// <param name="queue">The queue.</param>
/// <param name="deliveries">The deliveries after which a message counts as poison.</param>
internal sealed class HostSubscription(RabbitSession? session, string giver, string queue, int deliveries)
{
    /// <summary>The place of the subscription of a host that takes no more.</summary>
    public static readonly HostSubscription Closed = new(session: null, "", "", 0);

    /// <summary>The session.</summary>
    public RabbitSession Session => session ?? throw new InvalidOperationException("There is no session.");

    /// <summary>The queue of its giver.</summary>
    public string Giver => giver;

    /// <summary>The queue of items.</summary>
    public string Queue => queue;

    /// <summary>The deliveries after which a message counts as poison.</summary>
    public int Deliveries => deliveries;

    /// <summary>The consumer's tag; null until it has one.</summary>
    public string? Tag { get; set; }

    /// <summary>True where it is on a session and of a queue.</summary>
    public bool IsOn(RabbitSession other, string otherQueue) => session == other && queue == otherQueue;

    /// <summary>Takes no more messages. Harmless when its session has ended.</summary>
    public async Task CancelAsync()
    {
        try
        {
            if (session is { IsOpen: true } && Tag is { } tag)
            {
                await session.In.BasicCancelAsync(tag).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // The broker has cancelled it.
        }
    }
}
