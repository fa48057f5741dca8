namespace ConcurrencyBench.Workers.Tests;

/// <summary>The effects that an event may have, and those that it must have.</summary>
internal sealed record PoolExpectation
{
    /// <summary>The worker that must be killed, if any.</summary>
    public int? KilledWorker { get; init; }

    public bool MayKill { get; init; }

    public bool MayUse { get; init; }

    /// <summary>True when jobs may be asked back although no worker is free.</summary>
    public bool MayRecall { get; init; }

    /// <summary>The job whose report is passed on, if any.</summary>
    public long? Reporting { get; init; }

    /// <summary>The worker whose memory is measured, if any.</summary>
    public int? MeasuredWorker { get; init; }

    /// <summary>The jobs that end, and no others.</summary>
    public IReadOnlyList<long> Ending { get; init; } = [];

    public Predicate<Exception?> EndsWith { get; init; } = _ => false;
}
