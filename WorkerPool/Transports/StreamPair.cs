namespace ConcurrencyBench.Workers.Transports;

/// <summary>A connection of two streams. One thread reads, another writes; neither waits for the other.</summary>
/// <param name="Input">Frames from the other side.</param>
/// <param name="Output">Frames to the other side.</param>
internal readonly record struct StreamPair(Stream Input, Stream Output);
