namespace ConcurrencyBench.Analysis.Errors;

/// <summary>The caller asked for something that cannot be done; the message is one line that says what to do.</summary>
/// <param name="message">The request, the reason why it cannot be done and what to do instead.</param>
public sealed class UsageException(string message) : Exception(message);
