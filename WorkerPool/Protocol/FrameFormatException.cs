namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Bytes are no frame. Their stream cannot be used any more.</summary>
internal sealed class FrameFormatException(string message) : Exception(message);
