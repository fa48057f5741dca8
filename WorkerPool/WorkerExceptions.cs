using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers;

/// <summary>The reasons for which a worker counts as lost.</summary>
public enum WorkerLossReason
{
    /// <summary>It ended, with an exit code or by a signal.</summary>
    Ended = LossReason.Ended,

    /// <summary>It broke the protocol, and was killed.</summary>
    Protocol = LossReason.Protocol,

    /// <summary>It did not answer a ping, and was killed.</summary>
    Silent = LossReason.Silent,

    /// <summary>
    /// Its job ran longer than <see cref="WorkerPoolOptions.JobLimit"/> or <see cref="JobOptions.Limit"/>, and it was killed.
    /// </summary>
    TimeLimit = LossReason.TimeLimit,

    /// <summary>The host had no memory, thread or descriptor left for it, and killed it.</summary>
    Host = LossReason.Host,

    /// <summary>It held more memory than <see cref="WorkerPoolOptions.MemoryLimitBytes"/>, and was killed.</summary>
    MemoryLimit = LossReason.MemoryLimit,
}

/// <summary>A worker ended while it owed an answer.</summary>
public sealed class WorkerLostException : Exception
{
    internal WorkerLostException(WorkerExit exit, string activity)
        : base($"A worker process was lost while {activity}: {exit.Describe()}")
    {
        Reason = (WorkerLossReason)exit.Reason;
        ExitCode = exit.Signal is null ? exit.ExitCode : null;
        Signal = exit.Signal;
        ErrorTail = exit.ErrorTail;
    }

    /// <summary>The reason for which it counts as lost.</summary>
    public WorkerLossReason Reason { get; }

    /// <summary>The exit code, or null when a signal ended it. 0 is a loss too.</summary>
    /// <remarks>
    /// On Unix 129 to 192 mean a signal by custom. A worker that chose such a code itself, by the end of its program or
    /// <see cref="Environment.Exit"/>, has an exit code here; a shell around it that reports one has a signal.
    /// </remarks>
    public int? ExitCode { get; }

    /// <summary>The number of the signal that ended it (9 is SIGKILL), or null.</summary>
    public int? Signal { get; }

    /// <summary>The end of its standard error, at most 4 KiB.</summary>
    public string ErrorTail { get; }
}

/// <summary>A job was not done, or not again: jobs with the same payload have lost <see cref="Losses"/> workers.</summary>
/// <remarks>Its inner exception is the last loss. See <see cref="WorkerPoolOptions.QuarantineAfter"/>.</remarks>
public sealed class JobQuarantinedException : Exception
{
    internal JobQuarantinedException(JobOutcome.Quarantined quarantined)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The payload with the SHA-256 {quarantined.Hash} is in quarantine: its jobs have lost {quarantined.Losses} workers. "
                    + $"Call {nameof(WorkerPool)}.{nameof(WorkerPool.ClearQuarantine)} when it may be tried again."
            ),
            quarantined.Last.ToException()
        )
    {
        PayloadHash = quarantined.Hash;
        Losses = quarantined.Losses;
    }

    /// <summary>The SHA-256 of the payload, as 64 lower-case hexadecimal digits.</summary>
    public string PayloadHash { get; }

    /// <summary>The number of workers that jobs with this payload have lost, 1 or more.</summary>
    public int Losses { get; }
}

/// <summary>No worker could be started, or the program is no worker; the message says what was tried and what to do.</summary>
public sealed class WorkerStartException : Exception
{
    /// <param name="message">The attempt, its result and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public WorkerStartException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}

/// <summary>The <see cref="JobOptions.Deadline"/> of a job has passed before it had an answer.</summary>
public sealed class JobDeadlineException : TimeoutException
{
    internal JobDeadlineException()
        : base("The deadline of the job has passed before it had an answer.") { }
}

/// <summary>The exceptions that belong to the outcomes of jobs.</summary>
internal static class OutcomeExceptions
{
    /// <returns>The exception that a job ends with; null for an answer.</returns>
    public static Exception? ToException(this JobOutcome outcome) =>
        outcome switch
        {
            JobOutcome.Answered => null,
            JobOutcome.Failed failed => new RemoteException(failed.Fault.Thrown),
            JobOutcome.Cancelled => new OperationCanceledException(),
            JobOutcome.Expired => new JobDeadlineException(),
            JobOutcome.Lost lost => new WorkerLostException(lost.Exit, lost.Activity),
            JobOutcome.Quarantined quarantined => new JobQuarantinedException(quarantined),
            JobOutcome.NotStarted { Thrown: { } thrown } refused => new WorkerStartException(refused.Message, new RemoteException(thrown)),
            JobOutcome.NotStarted notStarted => new WorkerStartException(notStarted.Message, notStarted.Cause),
            JobOutcome.PoolFailed failed => new InvalidOperationException(
                $"The pool has failed, and ends its jobs and workers: {failed.Fault.Message}",
                failed.Fault
            ),
            JobOutcome.Refused => new ObjectDisposedException(nameof(WorkerPool), "The pool drains or was disposed, and takes no jobs."),
            JobOutcome.Disposed => new ObjectDisposedException(nameof(WorkerPool)),
            _ => throw new UnreachableException(),
        };
}
