using System.Collections.Concurrent;
using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using Microsoft.Extensions.Logging;

namespace ConcurrencyBench.Workers.Observing;

/// <summary>Tells loggers, meters and traces of one pool.</summary>
/// <remarks>
/// The pool calls it under its lock. So what takes time, or calls code of others, is done later on the thread pool, in order.
/// </remarks>
/// <param name="name">The name of the pool.</param>
/// <param name="loggers">Creates the loggers; or null.</param>
/// <param name="count">Returns the numbers of the pool; called on any thread.</param>
internal sealed class PoolObserver(string name, ILoggerFactory? loggers, Func<PoolCounts> count)
{
    // A logger that hangs must not keep a pool from its end.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    private readonly PoolLog? _log = loggers is null ? null : new PoolLog(loggers, name);
    private readonly ConcurrentDictionary<int, int> _processIds = new();
    private readonly ConcurrentDictionary<long, WatchedJob> _jobs = new();
    private readonly Lock _lock = new();
    private Task _told = Task.CompletedTask;
    private Task _measured = PoolListeners.Made;
    private int _watchedJobs;

    /// <summary>The tag that names the pool in each measurement.</summary>
    public KeyValuePair<string, object?> Tag { get; } = new(PoolInstruments.PoolTag, name);

    /// <summary>The numbers of the pool now.</summary>
    public PoolCounts Count() => count();

    /// <returns>Takes each line of a worker's standard error; null where there is no logger.</returns>
    public Action<string>? OnErrorLine(int worker) =>
        _log is null ? null : line => _log.WroteLine(_processIds.GetValueOrDefault(worker), line);

    /// <summary>A job is submitted, and there is a listener to the times of jobs.</summary>
    public void Submit(long jobId, object? subject)
    {
        Activity? activity = null;
        Guard.Run(() => activity = StartActivity(jobId, subject));
        _jobs[jobId] = new WatchedJob(Tag, activity);
        Interlocked.Increment(ref _watchedJobs);
    }

    /// <summary>A job has ended.</summary>
    public void End(long jobId, JobOutcome outcome)
    {
        if (Volatile.Read(ref _watchedJobs) > 0 && _jobs.TryRemove(jobId, out WatchedJob? job))
        {
            Interlocked.Decrement(ref _watchedJobs);
            Guard.Run(() => job.End(outcome));
        }
    }

    /// <summary>A worker process was started.</summary>
    public void Start(int worker, int processId)
    {
        _processIds[worker] = processId;
        Measure(() =>
        {
            PoolInstruments.Add(this);
            PoolInstruments.Starts.Add(1, Tag);
        });
        if (_log is not null)
        {
            Later(() => _log.Started(processId));
        }
    }

    /// <summary>The pool reports an event.</summary>
    public void Tell(PoolReport report)
    {
        switch (report)
        {
            case PoolReport.JobBegan began:
                _jobs.GetValueOrDefault(began.JobId)?.Begin(_processIds.GetValueOrDefault(began.Worker));
                break;
            case PoolReport.StartFailed failed:
                Measure(() => PoolInstruments.FailedStarts.Add(1, Tag));
                Log(failed.Worker, report);
                break;
            case PoolReport.WorkerLost lost:
                Measure(() => PoolInstruments.Losses.Add(1, Tag, new(PoolInstruments.ReasonTag, PoolInstruments.ToTag(lost.Exit.Reason))));
                Log(lost.Worker, report);
                break;
            case PoolReport.WorkerRetired retired:
                Later(() => PoolInstruments.Retirements.Add(1, Tag, new(PoolInstruments.RetireTag, PoolInstruments.ToTag(retired.Reason))));
                break;
            case PoolReport.Quarantined:
                Later(() => PoolInstruments.Quarantined.Add(1, Tag));
                Log(worker: 0, report);
                break;
            case PoolReport.WorkerEnded ended:
                Log(ended.Worker, report);
                break;
            case PoolReport.Broke:
                Log(worker: 0, report);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The last worker is gone.</summary>
    /// <returns>Completes when all is told.</returns>
    public Task EndAsync()
    {
        Measure(() => PoolInstruments.Remove(this));
        lock (_lock)
        {
            // Without a meter nobody has listened.
            Task all = PoolListeners.Made.IsCompleted ? Task.WhenAll(_told, _measured) : _told;
            return all.IsCompleted ? all : Task.WhenAny(all, Task.Delay(DrainLimit));
        }
    }

    // The activity belongs to that of the caller, and does not become the caller's own.
    private Activity? StartActivity(long jobId, object? subject)
    {
        Activity? current = Activity.Current;
        try
        {
            return PoolListeners
                .StartActivity($"job {name}")
                ?.SetTag(PoolInstruments.PoolTag, name)
                .SetTag(PoolInstruments.JobTag, jobId)
                .SetTag(PoolInstruments.SubjectTag, subject?.ToString());
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private void Log(int worker, PoolReport report)
    {
        _processIds.TryRemove(worker, out int processId);
        if (_log is not null)
        {
            Later(() => _log.Add(processId, report));
        }
    }

    // In order, when the meter is made.
    private void Measure(Action action)
    {
        lock (_lock)
        {
            _measured = _measured.ContinueWith(_ => Guard.Run(action), TaskScheduler.Default);
        }
    }

    private void Later(Action action)
    {
        lock (_lock)
        {
            _told = _told.ContinueWith(_ => Guard.Run(action), TaskScheduler.Default);
        }
    }
}
