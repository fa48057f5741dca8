namespace ConcurrencyBench.Workers.Pooling;

/// <summary>What jobs that were submitted together have in place of the pool's rules. Null is what the rules say.</summary>
internal sealed record JobTerms
{
    /// <summary>The higher ones are begun first.</summary>
    public int Priority { get; init; }

    /// <summary>The time on the pool's clock at which they have to be done; or null.</summary>
    public TimeSpan? Due { get; init; }

    /// <summary>The longest time that each may run; the infinite one is no limit.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The number of times that each is done again when its worker is lost.</summary>
    public int? Retries { get; init; }

    /// <summary>True when the loss of one ends all jobs of the pool.</summary>
    public bool? BreaksOnLoss { get; init; }

    /// <summary>Gets their reports; nothing is known about it here. Null when nobody does.</summary>
    public object? Listener { get; init; }
}
