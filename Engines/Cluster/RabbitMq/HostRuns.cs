namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The runs whose items a host holds, and those of which nothing is wanted any more. Safe for many threads.</summary>
internal sealed class HostRuns
{
    // A giver has one run at a time, and messages of one that was cancelled follow within moments.
    private const int MostCancelled = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Entry> _held = [];
    private readonly Queue<Guid> _cancelled = new();

    /// <summary>Begins to hold a message of a run.</summary>
    /// <returns>The token that is cancelled when nothing of the run is wanted any more.</returns>
    public CancellationToken Hold(Guid run)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(run, out Entry? entry))
            {
                _held[run] = entry = new Entry();
                if (_cancelled.Contains(run))
                {
                    entry.Cancellation.Cancel();
                }
            }

            entry.Messages++;
            return entry.Cancellation.Token;
        }
    }

    /// <summary>Ends what <see cref="Hold"/> began.</summary>
    public void Release(Guid run)
    {
        lock (_lock)
        {
            Entry entry = _held[run];
            if (--entry.Messages == 0)
            {
                _held.Remove(run);
                entry.Quiet.TrySetResult();
            }
        }
    }

    /// <summary>Ends the items of a run, also those that come later.</summary>
    /// <returns>Complete when none is held any more.</returns>
    public Task CancelAsync(Guid run)
    {
        Entry? entry;
        lock (_lock)
        {
            _cancelled.Enqueue(run);
            if (_cancelled.Count > MostCancelled)
            {
                _cancelled.Dequeue();
            }

            entry = _held.GetValueOrDefault(run);
        }

        entry?.Cancellation.Cancel();
        return entry?.Quiet.Task ?? Task.CompletedTask;
    }

    /// <summary>Not disposed: it has no timer, and its token is looked at after its run.</summary>
    private sealed class Entry
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public TaskCompletionSource Quiet { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Messages { get; set; }
    }
}
