using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>The settings of the jobs of one call, also of a batch or a stream. What is not set is as the pool's options say.</summary>
public sealed record JobOptions
{
    // Nothing waits for as long.
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(100_000);

    /// <summary>Of the jobs that wait, those with a higher priority are begun first. Any number; 0 unless it is set.</summary>
    /// <remarks>
    /// Jobs of one priority are begun in the order of their submission. Those of a lower one wait for as long as there are others with
    /// a higher one; a <see cref="Deadline"/> bounds that time. What has begun is not interrupted.
    /// </remarks>
    public int Priority { get; init; }

    /// <summary>The longest time from the submission of a job to its end, more than zero. No deadline unless it is set.</summary>
    /// <remarks>
    /// When it has passed, a job that was not begun ends at once with <see cref="JobDeadlineException"/>. One that runs is cancelled,
    /// its worker is killed after <see cref="WorkerPoolOptions.CancellationLimit"/>, and it ends with the same exception, unless it has
    /// answered before.
    /// </remarks>
    public TimeSpan Deadline { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// The longest time that a job may run until its worker is killed, more than zero; <see cref="Timeout.InfiniteTimeSpan"/> is no limit,
    /// and null that of <see cref="WorkerPoolOptions.JobLimit"/>.
    /// </summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The fate of a job whose worker is lost while it does it; null is that of <see cref="WorkerPoolOptions.OnLoss"/>.</summary>
    public LossPolicy? OnLoss { get; init; }

    /// <summary>Gets what a job reports while it runs; or null. See <see cref="JobContext.Report"/>.</summary>
    /// <remarks>
    /// It is called on the thread pool, for one report of a job at a time, in their order, and never after the job's end: a job ends
    /// when it has returned, so it must not wait for that end. While it runs, the latest report replaces those before it. What it
    /// throws is ignored. A <see cref="Progress{T}"/> in between would hand the reports over later and in any order.
    /// </remarks>
    public Action<JobProgress>? OnProgress { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A time is zero or negative; the message names it.</exception>
    internal void ThrowIfInvalid()
    {
        OptionsCheck.ThrowIfNoLimit(Deadline);
        OptionsCheck.ThrowIfNoLimit(Limit ?? Timeout.InfiniteTimeSpan, nameof(Limit));
    }

    /// <param name="now">The time on the pool's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is zero or negative; the message names it.</exception>
    internal JobTerms ToTerms(TimeSpan now)
    {
        ThrowIfInvalid();
        return new JobTerms
        {
            Priority = Priority,
            Due = Deadline == Timeout.InfiniteTimeSpan || Deadline > LongestDeadline ? null : now + Deadline,
            Limit = Limit,
            Retries = OnLoss?.Retries,
            BreaksOnLoss = OnLoss?.BreaksPool,
            Listener = OnProgress,
        };
    }
}

/// <summary>A report of a job that runs.</summary>
/// <param name="JobId">The job: <see cref="WorkerJob.Id"/>.</param>
/// <param name="Subject">
/// The subject of its request, or null; in a stream the number of its payload, a <see cref="long"/>; in a batch the places of the payloads
/// of its message, a <see cref="Range"/>.
/// </param>
/// <param name="Content">The bytes that its handler has reported.</param>
public readonly record struct JobProgress(long JobId, object? Subject, ReadOnlyMemory<byte> Content);
