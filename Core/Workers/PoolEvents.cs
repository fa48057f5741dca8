using System.Collections.Immutable;

namespace ConcurrencyBench.Core.Workers;

/// <summary>Something that happened to a pool.</summary>
internal abstract record PoolEvent
{
    /// <summary>Jobs were submitted.</summary>
    public sealed record Submitted(ImmutableArray<JobFrame> Requests) : PoolEvent;

    /// <summary>Nobody wants these jobs any more.</summary>
    public sealed record Revoked(ImmutableArray<long> JobIds) : PoolEvent;

    /// <summary>A worker sent a frame.</summary>
    public sealed record Received(int Worker, Frame Frame) : PoolEvent;

    /// <summary>A worker process ended, and all it had sent was received.</summary>
    public sealed record Exited(int Worker, WorkerExit Exit) : PoolEvent;

    /// <summary>A worker process could not be started.</summary>
    public sealed record NotStarted(int Worker, WorkerStartException Reason) : PoolEvent;

    /// <summary>A worker's time limit has passed.</summary>
    public sealed record TimedOut(int Worker, PoolLimit Limit, long JobId) : PoolEvent;

    /// <summary>The pool shall end.</summary>
    public sealed record Disposed : PoolEvent;
}

/// <summary>The time limits of a pool.</summary>
internal enum PoolLimit
{
    /// <summary>From the start of a process to its Hello.</summary>
    Start,

    /// <summary>From Cancel to the job's answer.</summary>
    Cancellation,

    /// <summary>From the close of the input to the exit.</summary>
    Exit,
}

/// <summary>Something a pool wants done.</summary>
internal abstract record PoolEffect
{
    /// <summary>Start a worker process.</summary>
    public sealed record Start(int Worker) : PoolEffect;

    /// <summary>Send a frame.</summary>
    public sealed record Send(int Worker, Frame Frame) : PoolEffect;

    /// <summary>Close a worker's input.</summary>
    public sealed record CloseInput(int Worker) : PoolEffect;

    /// <summary>Kill a worker.</summary>
    public sealed record Kill(int Worker) : PoolEffect;

    /// <summary>Tell when a limit has passed.</summary>
    public sealed record Arm(int Worker, PoolLimit Limit, long JobId = -1) : PoolEffect;

    /// <summary>A job ended: with values, or with an exception. Exactly once for each.</summary>
    public sealed record End(long JobId, ImmutableArray<long> Values, Exception? Exception) : PoolEffect;

    /// <summary>A worker told what it used.</summary>
    public sealed record Used(int Worker, Goodbye Goodbye) : PoolEffect;

    /// <summary>The last worker of a disposed pool is gone.</summary>
    public sealed record AllGone : PoolEffect;
}
