namespace ConcurrencyBench.Engines.Cluster.Hosts;

/// <summary>A host of a cluster: it runs as many items at once as it has workers.</summary>
internal interface IClusterHost : IAsyncDisposable
{
    /// <summary>Joins the cluster and announces itself.</summary>
    /// <returns>Complete when it takes items.</returns>
    /// <exception cref="HostException">It cannot join, or is refused.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Completes when the host can run no items any more; faulted where it did not leave by itself.</summary>
    Task Ended { get; }

    /// <summary>Takes no further items, finishes those that it runs, and gives the others back.</summary>
    Task DrainAsync();
}

/// <summary>A host cannot do its work; the message tells its user why, and what to do.</summary>
public sealed class HostException : Exception
{
    /// <param name="message">The reason, in a line.</param>
    /// <param name="innerException">What it comes from.</param>
    public HostException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
