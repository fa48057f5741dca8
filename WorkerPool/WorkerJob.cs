namespace ConcurrencyBench.Workers;

/// <summary>A job of a pool.</summary>
public readonly record struct WorkerJob
{
    private readonly object? _answer;

    internal WorkerJob(long id, Task<ReadOnlyMemory<byte>> answer)
    {
        Id = id;
        _answer = answer;
    }

    internal WorkerJob(long id, JobBatch batch)
    {
        Id = id;
        _answer = batch;
    }

    internal bool IsDefault => _answer is null;

    /// <summary>Its id.</summary>
    public long Id { get; }

    /// <summary>Its answer, or an exception of <see cref="WorkerPool.RunAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">This is the default value and no job.</exception>
    public Task<ReadOnlyMemory<byte>> Answer =>
        _answer switch
        {
            Task<ReadOnlyMemory<byte>> task => task,
            JobBatch batch => batch.AnswerOf(Id),
            _ => throw new InvalidOperationException("This job was not submitted to a pool."),
        };
}
