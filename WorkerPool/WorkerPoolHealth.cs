using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>The states of a pool's health.</summary>
public enum WorkerPoolStatus
{
    /// <summary>Workers start when there are jobs for them.</summary>
    Healthy = PoolStatus.Healthy,

    /// <summary>
    /// The last attempt to start a worker has failed. Workers that live go on, and attempts go on while jobs wait, with pauses of
    /// 50 ms to 5 s between them.
    /// </summary>
    StartsFailing = PoolStatus.StartsFailing,

    /// <summary>
    /// Every job ends with the same error: a worker was lost under <see cref="LossPolicy.BreakPool"/>, or the pool itself failed.
    /// </summary>
    Broken = PoolStatus.Broken,

    /// <summary>The pool was disposed.</summary>
    Disposed = PoolStatus.Disposed,
}

/// <summary>The health of a pool at a moment.</summary>
/// <param name="Status">Its state.</param>
/// <param name="FailedStarts">
/// The number of attempts to start a worker that have failed one after the other: 0 until one fails and once a new worker has begun a
/// job. Workers that were started together and fail together are one attempt.
/// </param>
/// <param name="LastError">The error of the last failed start, or the one that broke the pool; null while it is healthy.</param>
public sealed record WorkerPoolHealth(WorkerPoolStatus Status, int FailedStarts, Exception? LastError)
{
    internal static WorkerPoolHealth Healthy { get; } = new(WorkerPoolStatus.Healthy, 0, null);

    internal static WorkerPoolHealth From(PoolEffect.HealthChanged change) =>
        new((WorkerPoolStatus)change.Status, change.FailedStarts, change.Reason?.ToException());
}
