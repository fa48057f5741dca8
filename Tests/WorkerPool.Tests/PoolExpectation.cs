namespace ConcurrencyBench.Workers.Tests;

/// <summary>What may follow from an event, and what must.</summary>
internal sealed record PoolExpectation
{
    /// <summary>The worker that must be killed, if any.</summary>
    public int? KilledWorker { get; init; }

    public bool MayKill { get; init; }

    public bool MayUse { get; init; }

    /// <summary>The jobs that end, and no others.</summary>
    public IReadOnlyList<long> Ending { get; init; } = [];

    public Predicate<Exception?> EndsWith { get; init; } = _ => false;
}
