using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers;

/// <summary>What a pool is made with.</summary>
/// <param name="Command">How a worker is started.</param>
/// <param name="Workers">The most workers at once, 1 or more.</param>
public sealed record WorkerPoolOptions(WorkerCommand Command, int Workers)
{
    /// <summary>The usual <see cref="StartLimit"/>. A busy machine needs a second; a program that is no worker never greets.</summary>
    public static TimeSpan DefaultStartLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The usual <see cref="ExitLimit"/>.</summary>
    public static TimeSpan DefaultExitLimit { get; } = OwnedProcess.ExitLimit;

    /// <summary>What happens to a job whose worker is lost while it does it.</summary>
    public LossPolicy OnLoss { get; init; } = LossPolicy.FailJob;

    /// <summary>What host and worker talk through.</summary>
    public WorkerTransport Transport { get; init; } = WorkerTransport.Stdio;

    /// <summary>Told of every worker and what it used, or null.</summary>
    public WorkerLedger? Ledger { get; init; }

    /// <summary>From the start of a process to its greeting.</summary>
    public TimeSpan StartLimit { get; init; } = DefaultStartLimit;

    /// <summary>From the cancellation of a running job until its worker is killed. A job should look at its token every few milliseconds.</summary>
    public TimeSpan CancellationLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From the moment when its worker can begin a job until that worker is killed; no limit unless it is set.</summary>
    public TimeSpan JobLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How often a busy worker that is silent is asked whether it is there. One that does not answer is killed within three times this.</summary>
    /// <remarks>A worker answers while it computes. One that was stopped does not, nor does one that is in a debugger: <see cref="Timeout.InfiniteTimeSpan"/> never asks.</remarks>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the close of the input until the worker is killed.</summary>
    public TimeSpan ExitLimit { get; init; } = DefaultExitLimit;

    /// <summary>How many waiting jobs an idle worker gets.</summary>
    internal ChunkPolicy Chunks { get; init; } = Pooling.Chunks.Guided;

    /// <returns>The host's end of a connection to a worker that is about to be started.</returns>
    internal HostTransport CreateTransport() =>
        Transport switch
        {
            WorkerTransport.UnixSocket => new UnixSocketTransport(),
            WorkerTransport.SharedMemory => new SharedMemoryTransport(),
            WorkerTransport.Stdio => new StdioTransport(),
            _ => throw new ArgumentOutOfRangeException(nameof(Transport), Transport, "There is no such transport."),
        };

    /// <returns>The length of a limit.</returns>
    internal TimeSpan GetLimit(PoolLimit limit) =>
        limit switch
        {
            PoolLimit.Start => StartLimit,
            PoolLimit.Cancellation => CancellationLimit,
            PoolLimit.Job => JobLimit,
            PoolLimit.Silence => PingInterval,
            _ => ExitLimit,
        };
}
