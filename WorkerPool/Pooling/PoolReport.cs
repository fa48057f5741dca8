using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>An event in a pool that logs, metrics and traces tell of. Nothing is decided by it.</summary>
internal abstract record PoolReport
{
    /// <summary>A worker begins a job, as far as the host knows: its worker has answered all that it got before.</summary>
    public sealed record JobBegan(int Worker, long JobId) : PoolReport;

    /// <summary>A worker that had done jobs, or begun one, ended although it was not asked to.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Exit">Its end.</param>
    /// <param name="JobId">The job that it did; null when it did none.</param>
    public sealed record WorkerLost(int Worker, WorkerExit Exit, long? JobId) : PoolReport;

    /// <summary>A worker ended whose input was closed.</summary>
    public sealed record WorkerEnded(int Worker, WorkerExit Exit) : PoolReport;

    /// <summary>The input of a worker is closed that could go on.</summary>
    public sealed record WorkerRetired(int Worker, RetireReason Reason) : PoolReport;

    /// <summary>A payload is in quarantine from now on.</summary>
    /// <param name="Hash">Its SHA-256.</param>
    /// <param name="Losses">The number of workers that it has lost.</param>
    public sealed record Quarantined(string Hash, int Losses) : PoolReport;

    /// <summary>A worker was not started, or ended before it had begun any job.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Reason">The reason, as a sentence.</param>
    /// <param name="Cause">The exception behind it, or null.</param>
    public sealed record StartFailed(int Worker, string Reason, Exception? Cause = null) : PoolReport;

    /// <summary>The pool does no jobs any more.</summary>
    /// <param name="Reason">The reason, as a sentence.</param>
    public sealed record Broke(string Reason) : PoolReport;
}

/// <summary>The events that a pool reports.</summary>
internal enum PoolWatch
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>Those of workers, which are rare.</summary>
    Workers,

    /// <summary>Those of workers and of jobs.</summary>
    Jobs,
}

/// <summary>The numbers of a pool at one moment.</summary>
/// <param name="Waiting">The jobs that were submitted and that no worker does.</param>
/// <param name="Running">The jobs that workers do: at most one each.</param>
/// <param name="Workers">The workers that were started and have not ended.</param>
internal readonly record struct PoolCounts(int Waiting, int Running, int Workers);
