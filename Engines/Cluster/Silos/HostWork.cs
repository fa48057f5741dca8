using System.Collections.Concurrent;
using ConcurrencyBench.Engines.Cluster.Items;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>Runs messages of items on threads of its own, as many at once as the host has workers, and keeps their answers.</summary>
/// <remarks>
/// The answers of a run are kept until the next run begins, because the call that was to bring one may have been lost: whoever asks again
/// gets the same one. Safe for many threads.
/// </remarks>
internal sealed class HostWork : IDisposable
{
    private readonly Lock _lock = new();
    private readonly BlockingCollection<Job> _waiting = [];
    private readonly Thread[] _threads;
    private readonly Func<byte[], CancellationToken, byte[]> _runItem;
    private OpenRun? _run;
    private Guid _stopped;
    private bool _isDraining;

    /// <param name="workers">The messages that run at once.</param>
    /// <param name="run">Runs an item; null for <see cref="ItemWire.Run"/>.</param>
    public HostWork(int workers, Func<byte[], CancellationToken, byte[]>? run = null)
    {
        _runItem = run ?? ((item, cancellationToken) => ItemWire.Run(item, cancellationToken));
        _threads = [.. Enumerable.Range(0, workers).Select(_ => new Thread(Live) { IsBackground = true, Name = "items" })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>Begins a message, or finds it where it has begun.</summary>
    /// <returns>An answer for each item; null where the host gives the message back.</returns>
    public Task<byte[][]?> Begin(Guid run, int message, byte[][] items)
    {
        lock (_lock)
        {
            if (run == _stopped)
            {
                return GiveBack();
            }

            if (_run?.Id != run)
            {
                _run?.Cancellation.Cancel();
                _run = new OpenRun(run);
            }

            if (_run.Jobs.TryGetValue(message, out Job? job))
            {
                return job.Answers.Task;
            }

            if (_isDraining)
            {
                return GiveBack();
            }

            job = new Job(_run, items);
            _run.Jobs.Add(message, job);
            _waiting.Add(job);
            return job.Answers.Task;
        }
    }

    /// <summary>Ends a run. Complete when none of its items runs.</summary>
    public Task StopAsync(Guid run)
    {
        OpenRun? stopping;
        lock (_lock)
        {
            _stopped = run;
            stopping = _run?.Id == run ? _run : null;
        }

        stopping?.Cancellation.Cancel();
        return stopping?.WaitAsync() ?? Task.CompletedTask;
    }

    /// <summary>Takes no more, and gives back what has not begun. Complete when nothing runs.</summary>
    public Task DrainAsync()
    {
        OpenRun? open;
        lock (_lock)
        {
            _isDraining = true;
            open = _run;
        }

        return open?.WaitAsync() ?? Task.CompletedTask;
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDraining = true;
            _run?.Cancellation.Cancel();
        }

        _waiting.CompleteAdding();
        Array.ForEach(_threads, thread => thread.Join());
        _waiting.Dispose();
    }

    private static Task<byte[][]?> GiveBack() => Task.FromResult<byte[][]?>(null);

    private void Live()
    {
        foreach (Job job in _waiting.GetConsumingEnumerable())
        {
            job.Answers.SetResult(Volatile.Read(ref _isDraining) ? null : job.Run(_runItem));
        }
    }

    private sealed class OpenRun(Guid id) : IDisposable
    {
        public Guid Id => id;

        public CancellationTokenSource Cancellation { get; } = new();

        public Dictionary<int, Job> Jobs { get; } = [];

        public void Dispose() => Cancellation.Dispose();

        public Task<byte[][]?[]> WaitAsync() => Task.WhenAll(Jobs.Values.Select(job => job.Answers.Task));
    }

    private sealed class Job(OpenRun run, byte[][] items)
    {
        public TaskCompletionSource<byte[][]?> Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public byte[][]? Run(Func<byte[], CancellationToken, byte[]> runItem)
        {
            try
            {
                return [.. items.Select(item => runItem(item, run.Cancellation.Token))];
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }
}
