using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Transports;
using Microsoft.Extensions.Logging;

namespace ConcurrencyBench.Workers;

/// <summary>The settings of a pool. The pool's constructor checks them.</summary>
/// <remarks>
/// Each limit is more than zero. One of <see cref="TimeSpan.MaxValue"/> never passes, as <see cref="Timeout.InfiniteTimeSpan"/> does not.
/// </remarks>
/// <param name="Command">The command that starts a worker.</param>
/// <param name="Workers">The most workers at once, 1 to <see cref="MaxWorkers"/>.</param>
public sealed record WorkerPoolOptions(WorkerCommand Command, int Workers)
{
    /// <summary>The largest number of workers of a pool. Each needs two threads and some descriptors of the host.</summary>
    public const int MaxWorkers = 4096;

    /// <summary>The usual <see cref="StartLimit"/>. A busy machine needs a second; a program that is no worker never greets.</summary>
    public static TimeSpan DefaultStartLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The usual <see cref="ExitLimit"/>.</summary>
    public static TimeSpan DefaultExitLimit { get; } = OwnedProcess.ExitLimit;

    /// <summary>The name of the pool in logs, metrics and traces; null means the name of the worker's program.</summary>
    public string? Name { get; init; }

    /// <summary>Creates the loggers that get the starts, losses and ends of workers, and what they write; or null.</summary>
    /// <remarks>
    /// The categories are <c>ConcurrencyBench.Workers.WorkerPool</c>, and <c>ConcurrencyBench.Workers.Worker</c> for each line of a
    /// worker's standard error. A worker waits when its logger does not keep up with what it writes.
    /// </remarks>
    public ILoggerFactory? LoggerFactory { get; init; }

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

    /// <summary>The number of jobs after which a worker ends and another one takes its place, 1 or more; null for no limit.</summary>
    /// <remarks>
    /// A message of <see cref="WorkerPool.RunBatchAsync(ImmutableArray{ReadOnlyMemory{byte}}, JobOptions?, CancellationToken)"/> counts
    /// as one job.
    /// </remarks>
    public int? RecycleAfterJobs { get; init; }

    /// <summary>
    /// The physical memory of a worker, in bytes, above which it ends after its job and another one takes its place, 1 or more; null for
    /// no limit.
    /// </summary>
    /// <remarks>
    /// The host reads the memory of busy workers ten times a second. A .NET worker holds some 30 MiB before its first job, and garbage
    /// counts until it is collected.
    /// </remarks>
    public long? RecycleAboveBytes { get; init; }

    /// <summary>The physical memory of a worker, in bytes, above which it is killed, 1 or more; null for no limit.</summary>
    /// <remarks>
    /// Its job ends by <see cref="OnLoss"/>, with the reason <see cref="WorkerLossReason.MemoryLimit"/>. Read as for
    /// <see cref="RecycleAboveBytes"/>, so that a worker may hold more for a tenth of a second. One without a job is closed.
    /// </remarks>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>The time without a job after which a worker ends, or up to twice as long. No limit unless it is set.</summary>
    public TimeSpan IdleLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// The number of workers that are started with the pool, before there are jobs, and that <see cref="IdleLimit"/> does not end: 0 to
    /// <see cref="Workers"/>.
    /// </summary>
    /// <remarks>One that ends is replaced; when it fails to start, after the pauses between failed starts.</remarks>
    public int MinWorkers { get; init; }

    /// <summary>
    /// The number of workers that jobs with the same payload may lose, 1 or more: then none of them is done any more, and each ends with
    /// <see cref="JobQuarantinedException"/>. Null for no quarantine.
    /// </summary>
    /// <remarks>
    /// Payloads are told apart by their SHA-256; a message of
    /// <see cref="WorkerPool.RunBatchAsync(ImmutableArray{ReadOnlyMemory{byte}}, JobOptions?, CancellationToken)"/> is one payload.
    /// The last 1,024 that have lost a worker are remembered, until <see cref="WorkerPool.ClearQuarantine"/>. Losses of jobs that were
    /// cancelled, and those for which the host is to blame, do not count.
    /// </remarks>
    public int? QuarantineAfter { get; init; }

    /// <summary>
    /// The most jobs of <see cref="WorkerPool.Submit"/> that a free worker gets at once, 1 or more. Null, the default, is a quarter
    /// of its share of those that wait, so that chunks shrink towards the end.
    /// </summary>
    /// <remarks>
    /// Small jobs are faster in large chunks. A job need not wait behind a long one of its chunk: when another worker is free, it gets half
    /// of what is not begun.
    /// </remarks>
    public int? ChunkSize { get; init; }

    /// <summary>The number of waiting jobs that an idle worker gets, unless <see cref="ChunkSize"/> is set.</summary>
    internal ChunkPolicy Chunks { get; init; } = Pooling.Chunks.Guided;

    /// <summary>True lets debuggers, dotnet-trace, dotnet-counters and dotnet-dump attach to the workers.</summary>
    /// <remarks>
    /// False unless it is set: a worker that is killed leaves its diagnostics socket in the temporary folder. Where the host has the
    /// environment variable <c>DOTNET_EnableDiagnostics</c>, false passes it on as it is. See also <see cref="PingInterval"/>: a worker
    /// that a debugger halts does not answer.
    /// </remarks>
    public bool EnableDiagnostics { get; init; }

    // A job that waits in a worker behind a long one is taken back after two of these at the latest.
    private static readonly TimeSpan PaceInterval = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan MemoryInterval = TimeSpan.FromMilliseconds(100);

    /// <returns>The rules by which a pool with these options decides.</returns>
    internal PoolRules CreateRules() =>
        new(
            Workers,
            ChunkSize is { } size ? (_, _) => size : Chunks,
            OnLoss.Retries,
            OnLoss.BreaksPool,
            JobLimit != Timeout.InfiniteTimeSpan
        )
        {
            Lives = new LifeRules(
                RecycleAfterJobs ?? 0,
                RecycleAboveBytes ?? 0,
                MemoryLimitBytes ?? 0,
                IdleLimit != Timeout.InfiniteTimeSpan,
                MinWorkers
            ),
            QuarantineAfter = QuarantineAfter ?? 0,
        };

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
            PoolLimit.Pace => PaceInterval,
            PoolLimit.Memory => MemoryInterval,
            PoolLimit.Idle => IdleLimit,
            _ => ExitLimit,
        };
}
