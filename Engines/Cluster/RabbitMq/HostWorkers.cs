using System.Collections.Concurrent;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The threads on which a host runs items.</summary>
/// <remarks>
/// Threads of their own: the client sends heartbeats and reads acknowledgements on the thread pool, which must never wait for an item.
/// </remarks>
internal sealed class HostWorkers : IDisposable
{
    private readonly BlockingCollection<HostDelivery> _waiting = [];
    private readonly Thread[] _threads;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <param name="workers">The number of threads.</param>
    /// <param name="run">Runs a message of items and sends its answers; it throws nothing.</param>
    public HostWorkers(int workers, Action<HostDelivery> run)
    {
        _running = workers;
        _threads =
        [
            .. Enumerable
                .Range(0, workers)
                .Select(worker => new Thread(() => Work(run)) { IsBackground = true, Name = $"item worker {worker}" }),
        ];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>Completes when every thread has ended, after <see cref="Drain"/>.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Takes a message.</summary>
    /// <returns>False where no more are taken.</returns>
    public bool TryAdd(HostDelivery delivery)
    {
        try
        {
            _waiting.Add(delivery);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Takes no more messages. Those that run are finished.</summary>
    /// <returns>Those that nobody has begun.</returns>
    public ImmutableArray<HostDelivery> Drain()
    {
        List<HostDelivery> left = [];
        _waiting.CompleteAdding();
        while (_waiting.TryTake(out HostDelivery? delivery))
        {
            left.Add(delivery);
        }

        return [.. left];
    }

    public void Dispose()
    {
        if (!_waiting.IsAddingCompleted)
        {
            Drain();
        }
    }

    private void Work(Action<HostDelivery> run)
    {
        foreach (HostDelivery delivery in _waiting.GetConsumingEnumerable())
        {
            run(delivery);
        }

        if (Interlocked.Decrement(ref _running) == 0)
        {
            _ended.TrySetResult();
        }
    }
}
