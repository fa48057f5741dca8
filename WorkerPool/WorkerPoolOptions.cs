using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers;

/// <summary>The settings of a pool.</summary>
/// <param name="Command">The command that starts a worker.</param>
/// <param name="Workers">The most workers at once, 1 or more.</param>
public sealed record WorkerPoolOptions(WorkerCommand Command, int Workers)
{
    /// <summary>The usual <see cref="StartLimit"/>. A busy machine needs a second; a program that is no worker never greets.</summary>
    public static TimeSpan DefaultStartLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The usual <see cref="ExitLimit"/>.</summary>
    public static TimeSpan DefaultExitLimit { get; } = OwnedProcess.ExitLimit;

    /// <summary>The fate of a job whose worker is lost while it does it.</summary>
    public LossPolicy OnLoss { get; init; } = LossPolicy.FailJob;

    /// <summary>The connection between host and worker.</summary>
    public WorkerTransport Transport { get; init; } = WorkerTransport.Stdio;

    /// <summary>Gets the resources that each worker uses; or null.</summary>
    public WorkerLedger? Ledger { get; init; }

    /// <summary>The longest time from the start of a process to its greeting.</summary>
    public TimeSpan StartLimit { get; init; } = DefaultStartLimit;

    /// <summary>The time from the cancellation of a running job until its worker is killed.</summary>
    /// <remarks>A job should look at its token every few milliseconds.</remarks>
    public TimeSpan CancellationLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time that a job may run until its worker is killed. No limit unless it is set.</summary>
    public TimeSpan JobLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The interval in which a busy, silent worker is pinged. One that does not answer is killed within three intervals.</summary>
    /// <remarks>
    /// A worker answers while it computes. One that is stopped, or halted in a debugger, does not:
    /// <see cref="Timeout.InfiniteTimeSpan"/> never pings.
    /// </remarks>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time from the close of a worker's input until it is killed.</summary>
    public TimeSpan ExitLimit { get; init; } = DefaultExitLimit;

    /// <summary>True lets debuggers, dotnet-trace, dotnet-counters and dotnet-dump attach to the workers.</summary>
    /// <remarks>
    /// False unless it is set: a worker that is killed leaves its diagnostics socket in the temporary folder. Where the host has the
    /// environment variable <c>DOTNET_EnableDiagnostics</c>, false passes it on as it is. See also <see cref="PingInterval"/>: a worker
    /// that a debugger halts does not answer.
    /// </remarks>
    public bool EnableDiagnostics { get; init; }

    /// <summary>The number of waiting jobs that an idle worker gets.</summary>
    internal ChunkPolicy Chunks { get; init; } = Pooling.Chunks.Guided;

    /// <returns>The start of a worker's process.</returns>
    internal ProcessStartInfo CreateStartInfo()
    {
        ProcessStartInfo start = Command.ToStartInfo();
        if (EnableDiagnostics)
        {
            start.Environment[ProcessLauncher.DiagnosticsVariable] = "1";
        }

        return start;
    }

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
