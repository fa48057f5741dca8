namespace ConcurrencyBench.Workers;

/// <summary>A job of a pool.</summary>
public readonly record struct WorkerJob
{
    private readonly object? _answer;

    internal WorkerJob(long id, AnswerSource source)
    {
        Id = id;
        _answer = source;
    }

    internal WorkerJob(long id, JobBatch batch)
    {
        Id = id;
        _answer = batch;
    }

    internal bool IsDefault => _answer is null;

    /// <summary>Its id.</summary>
    public long Id { get; }

    /// <summary>
    /// Its answer, or an exception of <see cref="WorkerPool.RunAsync(ReadOnlyMemory{byte}, JobOptions?, CancellationToken)"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">This is the default value and no job.</exception>
    public Task<ReadOnlyMemory<byte>> Answer =>
        _answer switch
        {
            AnswerSource source => source.Task,
            JobBatch batch => batch.AnswerOf(Id),
            _ => throw NoJob(),
        };

    /// <summary>Cancels it, as <see cref="WorkerPool.Cancel"/> does.</summary>
    /// <remarks>A job that has ended stays as it is. It may be called several times and from any thread.</remarks>
    /// <exception cref="InvalidOperationException">This is the default value and no job.</exception>
    public void Cancel()
    {
        Action<long> cancel = _answer switch
        {
            AnswerSource { Cancel: { } source } => source,
            JobBatch batch => batch.Cancel,
            _ => throw NoJob(),
        };
        cancel(Id);
    }

    private static InvalidOperationException NoJob() => new("This job was not submitted to a pool.");
}
