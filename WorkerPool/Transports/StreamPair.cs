namespace ConcurrencyBench.Workers.Transports;

/// <summary>A connection: what is read from and what is written to. One thread each; neither waits for the other.</summary>
/// <param name="Input">Frames from the other side.</param>
/// <param name="Output">Frames to the other side.</param>
internal readonly record struct StreamPair(Stream Input, Stream Output);
