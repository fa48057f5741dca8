using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>The health of a pool, and those that wait for it or for its first workers.</summary>
/// <param name="pool">The pool, which handlers get.</param>
internal sealed class PoolHealth(WorkerPool pool)
{
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WorkerPoolHealth _current = WorkerPoolHealth.Healthy;
    private Task _announced = Task.CompletedTask;

    /// <summary>Raised on the thread pool, in the order of the changes.</summary>
    public event EventHandler<WorkerPoolHealth>? Changed;

    public WorkerPoolHealth Current => _current;

    /// <summary>Completes when the workers that the pool keeps have greeted; fails when the pool ends first.</summary>
    public Task Warm => _warm.Task;

    /// <summary>True when no job will be done any more.</summary>
    public bool IsOver => _current.Status is WorkerPoolStatus.Broken or WorkerPoolStatus.Disposed;

    /// <summary>The workers that the pool keeps have greeted.</summary>
    public void NoteWarm() => _warm.TrySetResult();

    /// <summary>The health has changed. Called for one change at a time.</summary>
    public void Announce(PoolEffect.HealthChanged change)
    {
        WorkerPoolHealth health = WorkerPoolHealth.From(change);
        _current = health;
        if (IsOver && _warm.TrySetException(health.LastError ?? new ObjectDisposedException(nameof(WorkerPool))))
        {
            // Nobody need wait for it.
            _ = _warm.Task.Exception;
        }

        foreach (EventHandler<WorkerPoolHealth> handler in Delegate.EnumerateInvocationList(Changed))
        {
            _announced = _announced.ContinueWith(
                _ => handler(pool, health),
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
        }
    }
}
