using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The outcome of a job; each job has exactly one.</summary>
internal abstract record JobOutcome
{
    /// <summary>The worker answered.</summary>
    public sealed record Answered(ReadOnlyMemory<byte> Payload) : JobOutcome;

    /// <summary>The job threw in the worker.</summary>
    public sealed record Failed(Fault Fault) : JobOutcome;

    /// <summary>The job was cancelled.</summary>
    public sealed record Cancelled : JobOutcome;

    /// <summary>Its deadline has passed.</summary>
    public sealed record Expired : JobOutcome;

    /// <summary>The worker was lost.</summary>
    /// <param name="Exit">The end of the worker.</param>
    /// <param name="Activity">The job it did, as part of a sentence.</param>
    public sealed record Lost(WorkerExit Exit, string Activity) : JobOutcome;

    /// <summary>Jobs with the same payload have lost too many workers.</summary>
    /// <param name="Hash">The SHA-256 of the payload, in lower-case hexadecimal digits.</param>
    /// <param name="Losses">The number of workers.</param>
    /// <param name="Last">The last loss.</param>
    public sealed record Quarantined(string Hash, int Losses, Lost Last) : JobOutcome;

    /// <summary>No worker can be started.</summary>
    /// <param name="Message">The reason, as a sentence.</param>
    /// <param name="Cause">The exception behind it, or null.</param>
    public sealed record NotStarted(string Message, Exception? Cause = null) : JobOutcome
    {
        /// <summary>The exception that the worker threw while it started, or null.</summary>
        public ThrownException? Thrown { get; init; }
    }

    /// <summary>The pool itself failed.</summary>
    /// <param name="Fault">The exception that it has no answer to.</param>
    public sealed record PoolFailed(Exception Fault) : JobOutcome;

    /// <summary>The pool took no jobs any more when it was submitted.</summary>
    public sealed record Refused : JobOutcome;

    /// <summary>The pool was disposed before it ended.</summary>
    public sealed record Disposed : JobOutcome;
}
