using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>A job as it is submitted.</summary>
/// <param name="Id">Its id; no other job of the pool has it.</param>
/// <param name="Payload">The bytes that the worker's program gets.</param>
/// <param name="Subject">The subject of the job, for messages; or null.</param>
internal readonly record struct PoolJob(long Id, ReadOnlyMemory<byte> Payload, object? Subject = null);

/// <summary>An event of a pool.</summary>
internal abstract record PoolEvent
{
    /// <summary>Jobs were submitted.</summary>
    public sealed record Submitted(ImmutableArray<PoolJob> Jobs) : PoolEvent;

    /// <summary>Jobs were cancelled.</summary>
    public sealed record Revoked(ImmutableArray<long> JobIds) : PoolEvent;

    /// <summary>A worker sent a frame.</summary>
    public sealed record Received(int Worker, Frame Frame) : PoolEvent;

    /// <summary>A worker process ended, and all it had sent was received.</summary>
    public sealed record Exited(int Worker, WorkerExit Exit) : PoolEvent;

    /// <summary>The system did not start a worker process.</summary>
    public sealed record NotStarted(int Worker, string Message, Exception? Cause = null) : PoolEvent;

    /// <summary>A worker's time limit has passed.</summary>
    public sealed record TimedOut(int Worker, PoolLimit Limit, long JobId) : PoolEvent;

    /// <summary>The pool is to take no new jobs, and to be disposed when the last one has ended.</summary>
    public sealed record Draining : PoolEvent;

    /// <summary>The pool was disposed.</summary>
    public sealed record Disposed : PoolEvent;
}

/// <summary>The time limits of a pool.</summary>
internal enum PoolLimit
{
    /// <summary>From the start of a process to its Hello.</summary>
    Start,

    /// <summary>From Cancel to the job's answer.</summary>
    Cancellation,

    /// <summary>From the moment when its worker can begin a job to the answer.</summary>
    Job,

    /// <summary>Between two looks at whether a busy worker is still there.</summary>
    Silence,

    /// <summary>From the close of the input to the exit.</summary>
    Exit,
}

/// <summary>An action that a pool has decided on.</summary>
internal abstract record PoolEffect
{
    /// <summary>Start a worker process.</summary>
    public sealed record Start(int Worker) : PoolEffect;

    /// <summary>Send frames.</summary>
    public sealed record Send(int Worker, ImmutableArray<Frame> Frames) : PoolEffect;

    /// <summary>Close a worker's input.</summary>
    public sealed record CloseInput(int Worker) : PoolEffect;

    /// <summary>Kill a worker.</summary>
    public sealed record Kill(int Worker) : PoolEffect;

    /// <summary>Report when a limit has passed. Replaces the same limit of the same worker.</summary>
    public sealed record Arm(int Worker, PoolLimit Limit, long JobId = -1) : PoolEffect;

    /// <summary>End a job. Exactly once for each.</summary>
    public sealed record End(long JobId, JobOutcome Outcome) : PoolEffect;

    /// <summary>Note the resources that a worker has used.</summary>
    public sealed record Used(int Worker, Goodbye Goodbye) : PoolEffect;

    /// <summary>Report that the last worker of a disposed pool is gone.</summary>
    public sealed record AllGone : PoolEffect;
}
