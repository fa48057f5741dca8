namespace ConcurrencyBench.Workers;

/// <summary>The order of the answers of <see cref="WorkerPool.StreamAsync"/>.</summary>
public enum StreamOrder
{
    /// <summary>That of the payloads. Answers that are ready wait for those before them.</summary>
    OfPayloads,

    /// <summary>Each answer as soon as it is ready.</summary>
    AsReady,
}

/// <summary>The settings of a stream of jobs.</summary>
public sealed record StreamOptions
{
    /// <summary>The order of the answers.</summary>
    public StreamOrder Order { get; init; } = StreamOrder.OfPayloads;

    /// <summary>The most jobs whose payloads are read and whose answers are not taken, 1 or more.</summary>
    /// <remarks>
    /// The source is not read any further, so that neither payloads nor answers pile up. A few for each worker are enough for jobs of
    /// milliseconds; jobs of microseconds are faster with many.
    /// </remarks>
    public int Window { get; init; } = 1024;

    /// <summary>The most bytes that the payloads of these jobs have together, 1 or more. The last one may go over it.</summary>
    public long WindowBytes { get; init; } = 64 << 20;

    /// <summary>The priority, deadline, limit, fate and reports of each of its jobs; null is as the pool's options say.</summary>
    /// <remarks>
    /// A deadline begins when its job's payload has been read. A job that it ends is an answer with <see cref="JobDeadlineException"/>, and
    /// the others go on.
    /// </remarks>
    public JobOptions? Jobs { get; init; }

    /// <exception cref="ArgumentException">A setting has a value that no stream can have.</exception>
    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(WindowBytes, 1);
        Jobs?.ThrowIfInvalid();
        if (!Enum.IsDefined(Order))
        {
            throw new ArgumentOutOfRangeException(nameof(Order), Order, "There is no such order.");
        }
    }
}
