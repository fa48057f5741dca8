namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>Whether the sender waits for each item.</summary>
public enum HandoffDirection
{
    /// <summary>Each item comes back before the next one goes: latency, there and back.</summary>
    RoundTrip,

    /// <summary>A stream of items that the partner swallows: throughput.</summary>
    OneWay,
}
