namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>The direction of a hand-off: there and back, or one way.</summary>
public enum HandoffDirection
{
    /// <summary>Each item comes back before the next one goes: latency, there and back.</summary>
    RoundTrip,

    /// <summary>The partner takes in a stream of items without an answer to each: throughput.</summary>
    OneWay,
}
