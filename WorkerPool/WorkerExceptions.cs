using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>Why a worker counts as lost.</summary>
public enum WorkerLossReason
{
    /// <summary>It ended, with an exit code or by a signal.</summary>
    Ended,

    /// <summary>It sent what no worker sends, and was killed.</summary>
    Protocol,

    /// <summary>It did not answer when it was asked whether it is there, and was killed.</summary>
    Silent,

    /// <summary>Its job ran longer than <see cref="WorkerPoolOptions.JobLimit"/>, and it was killed.</summary>
    TimeLimit,
}

/// <summary>A worker ended while it owed an answer.</summary>
public sealed class WorkerLostException : Exception
{
    internal WorkerLostException(WorkerExit exit, string doing)
        : base($"A worker process was lost while {doing}: {exit.Describe()}")
    {
        Reason = exit.Reason;
        ExitCode = exit.Signal is null ? exit.ExitCode : null;
        Signal = exit.Signal;
        ErrorTail = exit.ErrorTail;
    }

    /// <summary>Why it counts as lost.</summary>
    public WorkerLossReason Reason { get; }

    /// <summary>The exit code, or null when a signal ended it. 0 is a loss too.</summary>
    public int? ExitCode { get; }

    /// <summary>The number of the signal that ended it (9 is SIGKILL), or null.</summary>
    public int? Signal { get; }

    /// <summary>The last that it wrote to stderr, at most 4 KiB.</summary>
    public string ErrorTail { get; }
}

/// <summary>No worker could be started, or what was started is no worker; the message says what was tried and what to do.</summary>
public sealed class WorkerStartException : Exception
{
    /// <summary>Says what was tried and what to do.</summary>
    public WorkerStartException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}

/// <summary>An exception that was thrown in a worker.</summary>
public sealed class RemoteException : Exception
{
    internal RemoteException(Fault fault)
        : base(fault.Message)
    {
        RemoteType = fault.Type;
        RemoteStack = fault.Stack;
    }

    /// <summary>The full name of its type in the worker.</summary>
    public string RemoteType { get; }

    /// <summary>Its stack in the worker.</summary>
    public string RemoteStack { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{RemoteType} in a worker process: {Message}\n{RemoteStack}\n--- end of the worker's stack ---\n{base.ToString()}";
}
