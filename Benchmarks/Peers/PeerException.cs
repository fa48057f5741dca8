namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>
/// A peer is not there, does not answer, or answers that it failed. The message says what to do where something can be done.
/// </summary>
internal sealed class PeerException(string message, Exception? innerException = null) : Exception(message, innerException);
