using RabbitMQ.Client.Events;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>A message of items that a host holds until it has acknowledged it.</summary>
/// <param name="Session">The session on which it came; on another one it cannot be acknowledged.</param>
/// <param name="Tag">Its number there.</param>
/// <param name="Queue">The queue from which it came.</param>
/// <param name="Giver">The queue of its giver.</param>
/// <param name="CorrelationId">Sent back with the answers.</param>
/// <param name="Items">The items.</param>
internal sealed record HostDelivery(RabbitSession Session, ulong Tag, string Queue, string Giver, string CorrelationId, ItemBatch Items)
{
    /// <summary>The number of hosts that were lost with it, as far as its header says.</summary>
    public int Losses { get; init; }

    /// <summary>True where it was given to a host before that has not acknowledged it.</summary>
    public bool IsRedelivered { get; init; }

    /// <summary>True where the broker itself counts deliveries: on a quorum queue, from the second one on.</summary>
    public bool IsCounted { get; init; }

    /// <summary>Copies a message, whose body belongs to the client.</summary>
    /// <exception cref="Workers.Protocol.FrameFormatException">It is no message of items.</exception>
    public static HostDelivery From(HostSubscription subscription, BasicDeliverEventArgs message)
    {
        IDictionary<string, object?>? headers = message.BasicProperties.Headers;
        return new HostDelivery(
            subscription.Session,
            message.DeliveryTag,
            subscription.Queue,
            message.BasicProperties.ReplyTo ?? "",
            message.BasicProperties.CorrelationId ?? "",
            ItemBatch.Decode(message.Body.Span)
        )
        {
            Losses =
                headers is not null && headers.TryGetValue(RabbitNames.LossesHeader, out object? losses) && losses is int count ? count : 0,
            IsRedelivered = message.Redelivered,
            IsCounted = headers is not null && headers.ContainsKey("x-delivery-count"),
        };
    }

    /// <returns>True for another delivery of the same items.</returns>
    public bool HasSameItems(HostDelivery other) =>
        Items.Run == other.Items.Run
        && Items.Entries.Select(entry => entry.Index).SequenceEqual(other.Items.Entries.Select(entry => entry.Index));

    /// <summary>Tells the broker that it is done with. Harmless when its session has ended.</summary>
    public async Task AcknowledgeAsync()
    {
        try
        {
            await Session.In.BasicAckAsync(Tag, multiple: false).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // It is delivered again, and its second answer counts as a duplicate.
        }
    }

    /// <summary>Has the broker take it as dead: its giver gets it back.</summary>
    public async Task RejectAsync() => await Session.In.BasicRejectAsync(Tag, requeue: false).ConfigureAwait(false);
}
