namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Bytes that are no frame. The stream they came from cannot be used any more.</summary>
internal sealed class FrameFormatException(string message) : Exception(message);
