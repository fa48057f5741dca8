namespace ConcurrencyBench.Engines.Cluster.Items;

/// <summary>An item was given to several hosts, and each was lost with it. It is not tried again.</summary>
public sealed class PoisonItemException : Exception
{
    /// <param name="deliveries">How often it was given to a host.</param>
    public PoisonItemException(int deliveries)
        : base($"It was delivered {deliveries} times, and each time the host that ran it was lost.") => Deliveries = deliveries;

    /// <summary>The number of times that it was given to a host.</summary>
    public int Deliveries { get; }
}
