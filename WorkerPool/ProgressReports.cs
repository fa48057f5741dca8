using System.Collections.Concurrent;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>Hands the reports of jobs to those that listen, and ends each job after its last report.</summary>
/// <param name="complete">Completes a job that has ended.</param>
internal sealed class ProgressReports(Action<PoolEffect.End> complete)
{
    private readonly ConcurrentDictionary<long, Relay> _relays = new();
    private volatile bool _isUsed;

    /// <summary>Hands a report over, some time soon. Called before the end of its job.</summary>
    public void Post(PoolEffect.Progress progress)
    {
        _isUsed = true;
        _relays
            .GetOrAdd(progress.JobId, _ => new Relay((Action<JobProgress>)progress.Listener))
            .Post(new JobProgress(progress.JobId, progress.Subject, progress.Content));
    }

    /// <summary>Completes a job, now or when its listener has returned.</summary>
    public void End(PoolEffect.End end)
    {
        if (_isUsed && _relays.TryRemove(end.JobId, out Relay? relay))
        {
            relay.End(() => complete(end));
        }
        else
        {
            complete(end);
        }
    }

    // One report waits at most: the latest.
    private sealed class Relay(Action<JobProgress> listener)
    {
        private readonly Lock _lock = new();
        private JobProgress? _latest;
        private bool _isRunning;
        private Action? _end;

        public void Post(JobProgress progress)
        {
            lock (_lock)
            {
                _latest = progress;
                if (_isRunning)
                {
                    return;
                }

                _isRunning = true;
            }

            ThreadPool.UnsafeQueueUserWorkItem(static relay => relay.Run(), this, preferLocal: false);
        }

        public void End(Action end)
        {
            lock (_lock)
            {
                if (_isRunning)
                {
                    _end = end;
                    return;
                }
            }

            end();
        }

        private void Run()
        {
            Action? end;
            while (TakeLatest(out end) is { } progress)
            {
                Tell(progress);
            }

            end?.Invoke();
        }

        // An end that comes when this runs no more completes by itself.
        private JobProgress? TakeLatest(out Action? end)
        {
            lock (_lock)
            {
                JobProgress? latest = _latest;
                _latest = null;
                _isRunning = latest is not null;
                end = _isRunning ? null : _end;
                return latest;
            }
        }

        private void Tell(JobProgress progress)
        {
            try
            {
                listener(progress);
            }
#pragma warning disable CA1031 // It is the user's code on a thread of the pool, and no reason for a job to fail.
            catch (Exception)
#pragma warning restore CA1031
            {
                // Documented at JobOptions.OnProgress.
            }
        }
    }
}
