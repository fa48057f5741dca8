using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>A job as it is submitted.</summary>
/// <param name="Id">Its id; no other job of the pool has it.</param>
/// <param name="Payload">The bytes that the worker's program gets.</param>
/// <param name="Subject">The subject of the job, for messages; or null.</param>
/// <param name="Form">The way in which it is given out.</param>
/// <param name="Terms">What it has in place of the pool's rules; or null.</param>
internal readonly record struct PoolJob(
    long Id,
    ReadOnlyMemory<byte> Payload,
    object? Subject = null,
    JobForm Form = JobForm.InChunks,
    JobTerms? Terms = null
);

/// <summary>The ways in which jobs are given out.</summary>
internal enum JobForm
{
    /// <summary>With others.</summary>
    InChunks,

    /// <summary>With others only to a worker that is known to be quick.</summary>
    Alone,

    /// <summary>With others; it is a list of payloads.</summary>
    Many,
}

/// <summary>An event of a pool.</summary>
internal abstract record PoolEvent
{
    /// <summary>Jobs were submitted.</summary>
    public sealed record Submitted(ImmutableArray<PoolJob> Jobs) : PoolEvent;

    /// <summary>Many jobs were submitted.</summary>
    /// <param name="First">The id of the first; the others follow.</param>
    /// <param name="Count">The number of jobs, 1 or more.</param>
    /// <param name="Get">Makes a job when it is given out: its place among them → the job.</param>
    /// <param name="Terms">The terms of each of them; or null.</param>
    public sealed record SubmittedMany(long First, int Count, Func<int, PoolJob> Get, JobTerms? Terms = null) : PoolEvent;

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

    /// <summary>The memory that a worker holds was measured.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Bytes">Its physical memory; 0 where it is unknown.</param>
    public sealed record Measured(int Worker, long Bytes) : PoolEvent;

    /// <summary>The pool was made, and may start the workers that it keeps.</summary>
    public sealed record Opened : PoolEvent;

    /// <summary>No payload is in quarantine any more.</summary>
    public sealed record QuarantineCleared : PoolEvent;

    /// <summary>From now on the pool reports these events, and no others.</summary>
    public sealed record Watched(PoolWatch Watch) : PoolEvent;

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

    /// <summary>Between two looks at the memory of a busy worker.</summary>
    Memory,

    /// <summary>Between two looks at whether an idle worker has had a job.</summary>
    Idle,

    /// <summary>From Cancel to the job's answer.</summary>
    Cancellation,

    /// <summary>From the moment when its worker can begin a job to the answer.</summary>
    Job,

    /// <summary>Between two looks at whether a busy worker is still there.</summary>
    Silence,

    /// <summary>Between two looks at how many jobs a worker does.</summary>
    Pace,

    /// <summary>From the close of the input to the exit.</summary>
    Exit,

    /// <summary>From a failed start to the next attempt. It belongs to the pool and to no worker.</summary>
    Pause,

    /// <summary>To the earliest deadline of a job. It belongs to the pool and to no worker.</summary>
    Deadline,
}

/// <summary>The states of a pool's health.</summary>
internal enum PoolStatus
{
    /// <summary>Workers start when there are jobs for them.</summary>
    Healthy,

    /// <summary>The last start has failed.</summary>
    StartsFailing,

    /// <summary>Every job ends with the same error.</summary>
    Broken,

    /// <summary>The pool was disposed.</summary>
    Disposed,
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
    public sealed record Arm(int Worker, PoolLimit Limit, long JobId = -1) : PoolEffect
    {
        /// <summary>In place of a worker, for a limit of the pool.</summary>
        public const int NoWorker = 0;

        /// <summary>Its length; null means that of the pool's options.</summary>
        public TimeSpan? Length { get; init; }

        /// <summary>The time on the pool's clock at which it passes, in place of a length; or null.</summary>
        public TimeSpan? Due { get; init; }
    }

    /// <summary>Measure the memory that a worker holds.</summary>
    public sealed record Measure(int Worker) : PoolEffect;

    /// <summary>Report that as many workers as the pool keeps have greeted, once.</summary>
    public sealed record Warm : PoolEffect;

    /// <summary>Report the pool's health.</summary>
    /// <param name="Status">Its state.</param>
    /// <param name="FailedStarts">The number of attempts to start a worker that have failed one after the other.</param>
    /// <param name="Reason">The outcome of a job that ended with the same error; or null.</param>
    public sealed record HealthChanged(PoolStatus Status, int FailedStarts, JobOutcome? Reason) : PoolEffect;

    /// <summary>End a job. Exactly once for each.</summary>
    public sealed record End(long JobId, JobOutcome Outcome) : PoolEffect;

    /// <summary>Pass on what a job reports while it runs. Never after its end.</summary>
    /// <param name="JobId">The job.</param>
    /// <param name="Subject">Its subject; or null.</param>
    /// <param name="Listener">The listener of its terms.</param>
    /// <param name="Content">The report.</param>
    public sealed record Progress(long JobId, object? Subject, object Listener, ReadOnlyMemory<byte> Content) : PoolEffect;

    /// <summary>Note the resources that a worker has used.</summary>
    public sealed record Used(int Worker, Goodbye Goodbye) : PoolEffect;

    /// <summary>Tell those that watch.</summary>
    public sealed record Tell(PoolReport Report) : PoolEffect;

    /// <summary>Report that the last worker of a disposed pool is gone.</summary>
    public sealed record AllGone : PoolEffect;
}
