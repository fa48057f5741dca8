namespace ConcurrencyBench.Engines.Cluster.Items;

/// <summary>The way in which the items of a run are dealt out to workers.</summary>
/// <param name="MessagesOfAWorker">The messages in which a worker's share of the run travels.</param>
/// <param name="Prefetch">The messages that a host holds for each of its workers, of which one runs.</param>
internal sealed record Dispatch(int MessagesOfAWorker, int Prefetch)
{
    /// <summary>
    /// Of items of any length. A message costs some tenths of a millisecond to a millisecond. 16 a worker keep what is left at the end at
    /// 3 % of its share on average, and with 32 their cost takes more than that. No item waits behind a long one.
    /// </summary>
    public static readonly Dispatch Items = new(MessagesOfAWorker: 16, Prefetch: 1);

    /// <summary>
    /// Of ranges, which are alike: one may wait at a host while another runs there, so that no worker waits for its next message, and half
    /// as many messages are enough.
    /// </summary>
    public static readonly Dispatch Ranges = new(MessagesOfAWorker: 8, Prefetch: 2);

    /// <returns>The messages in which a run of that many workers travels, where it has items enough.</returns>
    public int CountMessages(int workers) => MessagesOfAWorker * workers;
}
