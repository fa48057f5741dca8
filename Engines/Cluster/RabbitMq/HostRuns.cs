namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The runs whose items a host holds, and those of which nothing is wanted any more. Safe for many threads.</summary>
internal sealed class HostRuns
{
    // A giver has one run at a time, and messages of one that was cancelled follow within moments.
    private const int MostCancelled = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Entry> _held = [];
    private readonly Queue<Guid> _cancelled = new();

    /// <returns>The token of a run that is held: it is cancelled when nothing of the run is wanted any more.</returns>
    public CancellationToken FindToken(Guid run)
    {
        lock (_lock)
        {
            return _held[run].Cancellation.Token;
        }
    }

    /// <summary>Begins to hold a message of a run.</summary>
    public void Hold(Guid run)
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
                entry.Dispose();
                entry.Quiet.TrySetResult();
            }
        }
    }

    /// <returns>Complete when none of the messages that are held now is held any more.</returns>
    public Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_held.Values.Select(entry => entry.Quiet.Task));
        }
    }

    /// <summary>Ends all items that are held.</summary>
    public void CancelAll()
    {
        lock (_lock)
        {
            foreach (Entry entry in _held.Values)
            {
                entry.Cancellation.Cancel();
            }
        }
    }

    /// <summary>Ends the items of a run, also those that come later.</summary>
    /// <returns>Complete when none is held any more.</returns>
    public Task CancelAsync(Guid run)
    {
        lock (_lock)
        {
            _cancelled.Enqueue(run);
            if (_cancelled.Count > MostCancelled)
            {
                _cancelled.Dequeue();
            }

            if (!_held.TryGetValue(run, out Entry? entry))
            {
                return Task.CompletedTask;
            }

            entry.Cancellation.Cancel();
            return entry.Quiet.Task;
        }
    }

    private sealed class Entry : IDisposable
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public TaskCompletionSource Quiet { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Messages { get; set; }

        public void Dispose() => Cancellation.Dispose();
    }
}
