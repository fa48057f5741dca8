using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>A logger factory that keeps what it gets.</summary>
internal sealed class CollectedLog : ILoggerFactory
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public ImmutableArray<Entry> Entries => [.. _entries];

    /// <summary>Called with each entry, on the thread that logs.</summary>
    public Action<Entry> OnEntry { get; init; } = _ => { };

    public IEnumerable<string> LinesOfWorkers =>
        Entries.Where(entry => entry.Category.EndsWith(".Worker", StringComparison.Ordinal)).Select(entry => $"{entry.Values["Line"]}");

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose() { }

    public ImmutableArray<Entry> Named(string name) => [.. Entries.Where(entry => entry.Event.Name == name)];

    public sealed record Entry(
        string Category,
        LogLevel Level,
        EventId Event,
        string Message,
        IReadOnlyDictionary<string, object?> Values,
        Exception? Exception
    );

    private sealed class Logger(CollectedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Dictionary<string, object?> values = new((IReadOnlyList<KeyValuePair<string, object?>>)state!);
            Entry entry = new(category, level, id, formatter(state, exception), values, exception);
            log._entries.Enqueue(entry);
            log.OnEntry(entry);
        }
    }
}
