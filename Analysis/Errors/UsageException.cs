namespace ConcurrencyBench.Analysis.Errors;

/// <summary>The user asked for something that cannot be done; the message is one line that says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
