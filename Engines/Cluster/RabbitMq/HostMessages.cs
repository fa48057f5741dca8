namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The messages that a host has in its hands, each once. Safe for many threads.</summary>
/// <remarks>
/// A host that had to connect again can get what it still runs: the broker has given it back when the connection ended. It is not run twice
/// then; the answer serves the delivery that came last.
/// </remarks>
internal sealed class HostMessages
{
    private readonly Lock _lock = new();
    private readonly List<HostDelivery> _held = [];

    /// <summary>Begins to hold a message, unless it is held: then it takes the place of the former delivery.</summary>
    /// <returns>False where it was held.</returns>
    public bool TryAdd(HostDelivery delivery)
    {
        lock (_lock)
        {
            int former = Find(delivery);
            if (former >= 0)
            {
                _held[former] = delivery;
                return false;
            }

            _held.Add(delivery);
            return true;
        }
    }

    /// <returns>True where a message with the same items is held.</returns>
    public bool Has(HostDelivery delivery)
    {
        lock (_lock)
        {
            return Find(delivery) >= 0;
        }
    }

    /// <summary>Ends what <see cref="TryAdd"/> began.</summary>
    /// <returns>The delivery to acknowledge: the last one of that message.</returns>
    public HostDelivery Remove(HostDelivery delivery)
    {
        lock (_lock)
        {
            int place = Find(delivery);
            HostDelivery last = _held[place];
            _held.RemoveAt(place);
            return last;
        }
    }

    private int Find(HostDelivery delivery) => _held.FindIndex(held => held.HasSameItems(delivery));
}
