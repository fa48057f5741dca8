namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The way in which the items of a run are dealt out to workers.</summary>
/// <param name="MessagesOfAWorker">The messages in which a worker's share of the run travels.</param>
/// <param name="Prefetch">The messages that a host holds for each of its workers, of which one runs.</param>
internal sealed record Dispatch(int MessagesOfAWorker, int Prefetch)
{
    /// <summary>
    /// A call costs some tenths of a millisecond of giver and host together. 16 messages a worker keep what is left at the end at 3 % of
    /// its share on average; with 32 the calls take more than that. No item waits behind a long one.
    /// </summary>
    public static readonly Dispatch Items = new(MessagesOfAWorker: 16, Prefetch: 1);

    /// <summary>Ranges are alike, so that one may wait at a host while another runs there, and half as many messages are enough.</summary>
    public static readonly Dispatch Ranges = new(MessagesOfAWorker: 8, Prefetch: 2);
}
