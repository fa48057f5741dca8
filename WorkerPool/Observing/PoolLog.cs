using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using Microsoft.Extensions.Logging;

namespace ConcurrencyBench.Workers.Observing;

/// <summary>Writes the events of a pool and the standard error of its workers to loggers.</summary>
/// <param name="loggers">Creates the loggers.</param>
/// <param name="pool">The name of the pool.</param>
internal sealed partial class PoolLog(ILoggerFactory loggers, string pool)
{
    /// <summary>The category of the pool's events.</summary>
    public const string PoolCategory = "ConcurrencyBench.Workers.WorkerPool";

    /// <summary>The category of the lines that workers write.</summary>
    public const string WorkerCategory = "ConcurrencyBench.Workers.Worker";

    private readonly ILogger _pool = loggers.CreateLogger(PoolCategory);
    private readonly ILogger _worker = loggers.CreateLogger(WorkerCategory);

    public void Started(int processId) => LogStarted(_pool, processId, pool);

    public void WroteLine(int processId, string line) => Guard.Run(() => LogLine(_worker, processId, pool, line));

    /// <param name="processId">The worker's process; 0 where it was not started.</param>
    /// <param name="report">The event.</param>
    public void Add(int processId, PoolReport report)
    {
        switch (report)
        {
            case PoolReport.StartFailed failed:
                LogStartFailed(_pool, pool, failed.Reason, failed.Cause);
                break;
            case PoolReport.WorkerLost { JobId: { } job } lost:
                LogLostWithJob(_pool, processId, pool, job, lost.Exit.Describe());
                break;
            case PoolReport.WorkerLost lost:
                LogLost(_pool, processId, pool, lost.Exit.Describe());
                break;
            case PoolReport.WorkerEnded ended:
                LogEnded(_pool, processId, pool, ended.Exit.ExitCode);
                break;
            case PoolReport.Quarantined quarantined:
                LogQuarantined(_pool, pool, quarantined.Hash, quarantined.Losses);
                break;
            case PoolReport.Broke broke:
                LogBroke(_pool, pool, broke.Reason);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Worker {ProcessId} of pool {Pool} was started.", EventName = "WorkerStarted")]
    private static partial void LogStarted(ILogger logger, int processId, string pool);

    [LoggerMessage(2, LogLevel.Warning, "A worker of pool {Pool} failed to start: {Reason}", EventName = "WorkerStartFailed")]
    private static partial void LogStartFailed(ILogger logger, string pool, string reason, Exception? exception);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "Worker {ProcessId} of pool {Pool} was lost while it did job {JobId}: {Reason}",
        EventName = "WorkerLostWithJob"
    )]
    private static partial void LogLostWithJob(ILogger logger, int processId, string pool, long jobId, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Worker {ProcessId} of pool {Pool} was lost: {Reason}", EventName = "WorkerLost")]
    private static partial void LogLost(ILogger logger, int processId, string pool, string reason);

    [LoggerMessage(5, LogLevel.Error, "Pool {Pool} does no more jobs: {Reason}", EventName = "PoolBroken")]
    private static partial void LogBroke(ILogger logger, string pool, string reason);

    [LoggerMessage(6, LogLevel.Debug, "Worker {ProcessId} of pool {Pool} has ended with exit code {ExitCode}.", EventName = "WorkerEnded")]
    private static partial void LogEnded(ILogger logger, int processId, string pool, int exitCode);

    [LoggerMessage(
        7,
        LogLevel.Warning,
        "Pool {Pool} does no more jobs with the payload {Hash}, which has lost {Losses} workers.",
        EventName = "JobQuarantined"
    )]
    private static partial void LogQuarantined(ILogger logger, string pool, string hash, int losses);

    [LoggerMessage(10, LogLevel.Information, "Worker {ProcessId} of pool {Pool}: {Line}", EventName = "WorkerWrote")]
    private static partial void LogLine(ILogger logger, int processId, string pool, string line);
}
