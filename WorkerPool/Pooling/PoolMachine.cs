using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

// Worker            Starting --Hello--> Ready --CloseInput--> Closing --exit--> (gone)
//                      |                  |
//                      +--exit------------+--exit--> (gone); the job it does is lost, the others wait again
//
// Job               Waiting --given out--> Assigned --begun--> Doing --Reply, Fault, Cancelled--> (ended, once)
//                    ^  |                     |                  |
//                    |  |                     +------loss--------+--> Waiting again, or (ended, once): PoolRules
//                    |  +--cancelled, pool broken, pool disposed--> (ended, once)
//                    +--submitted         |
//                    +---Recalled---------+--Cancelled--> (ended, once)

/// <summary>Makes all decisions of a pool. Pure: no clock, no process, no thread; the same events have the same effects.</summary>
/// <remarks>
/// Workers are started when jobs wait, and to keep a minimum of them. Each death has begun a job, which bounds how often that can
/// happen, or is a failed start. After a failed start there is a pause, which doubles up to
/// <see cref="PoolRules.LongestPause"/>, and then one is tried at a time. Where no worker lives,
/// <see cref="PoolRules.StartAttempts"/> that fail in a row end the jobs that wait, and so does each that fails after them; jobs
/// that come later are new attempts.
/// </remarks>
internal sealed class PoolMachine
{
    private readonly WorkerList _workers = new();
    private readonly List<PoolEffect> _effects;
    private readonly PoolJobs _jobs;
    private readonly PoolStarts _starts;
    private readonly PoolPace _pace;
    private readonly WorkerLives _lives;
    private readonly Quarantine _quarantine;
    private readonly PoolReporter _reporter;
    private readonly JobTurns _turns;
    private readonly WorkerFrames _frames;
    private readonly WorkerLimits _limits;
    private readonly JobDistribution _distribution;
    private readonly PoolEnd _end;
    private readonly WorkerLosses _losses;
    private readonly PoolRules _rules;
    private int _nextWorker = PoolEffect.Arm.NoWorker + 1;
    private bool _isDraining;
    private bool _isDisposed;

    public PoolMachine(PoolRules rules)
    {
        _rules = rules;
        _effects = [];
        _quarantine = new Quarantine(rules.QuarantineAfter);
        _jobs = new PoolJobs(_effects, _quarantine);
        _starts = new PoolStarts(_effects);
        _pace = new PoolPace(_effects, _workers, _jobs, rules);
        _lives = new WorkerLives(_effects, _workers, rules.Lives);
        _reporter = new PoolReporter(_effects);
        _turns = new JobTurns(_effects, rules, _reporter);
        _frames = new WorkerFrames(_effects, _jobs, _starts, _lives, _turns);
        _limits = new WorkerLimits(_effects, _pace, _lives);
        _distribution = new JobDistribution(_effects, _workers, _jobs, rules, _pace, _lives, _turns);
        _end = new PoolEnd(_effects, _workers, _jobs, _starts, _lives);
        _losses = new WorkerLosses(_workers, _jobs, _starts, _quarantine, rules, _reporter, _end);
    }

    /// <summary>The numbers of the pool now.</summary>
    public PoolCounts Counts
    {
        get
        {
            int given = _workers.Values.Sum(worker => worker.Assigned.Count);
            int running = _workers.Values.Count(worker => worker.Assigned.Count > 0);
            return new PoolCounts(_jobs.WaitingCount + given - running, running, _workers.Count);
        }
    }

    /// <summary>Handles an event.</summary>
    /// <returns>The actions to take now, in this order.</returns>
    public ImmutableArray<PoolEffect> Handle(PoolEvent @event)
    {
        Decide(@event);
        _distribution.GiveOut();
        DisposeIfDrained(); // The last job may have ended because its payload is in quarantine.
        _pace.MakeWay();
        _pace.Recall();
        StartWorkers();
        _lives.Look();
        if (_isDisposed && _workers.Count == 0)
        {
            _effects.Add(new PoolEffect.AllGone());
        }

        ImmutableArray<PoolEffect> effects = [.. _effects];
        _effects.Clear();
        return effects;
    }

    // Events of a worker that is gone come too late and change nothing.
    private void Decide(PoolEvent @event)
    {
        switch (@event)
        {
            case PoolEvent.Submitted submitted:
                AddAll(submitted.Jobs);
                break;
            case PoolEvent.SubmittedMany many:
                _jobs.Add(new JobRange(many.First, many.Count, many.Get, many.Terms));
                break;
            case PoolEvent.Revoked revoked:
                Revoke(revoked.JobIds);
                break;
            case PoolEvent.Received received when _workers.TryGetValue(received.Worker, out WorkerState? worker):
                _frames.Receive(worker, received.Frame);
                break;
            case PoolEvent.Exited exited when _workers.Remove(exited.Worker, out WorkerState? worker):
                _losses.Lose(worker, exited.Exit);
                break;
            case PoolEvent.NotStarted notStarted when _workers.Remove(notStarted.Worker, out WorkerState? worker):
                _losses.FailStart(worker, new JobOutcome.NotStarted(notStarted.Message, notStarted.Cause));
                break;
            case PoolEvent.TimedOut { Limit: PoolLimit.Pause }:
                _starts.EndPause();
                break;
            case PoolEvent.TimedOut { Limit: PoolLimit.Deadline }:
                Expire();
                break;
            case PoolEvent.TimedOut timedOut when _workers.TryGetValue(timedOut.Worker, out WorkerState? worker):
                _limits.TimeOut(worker, timedOut);
                break;
            case PoolEvent.Measured measured when _workers.TryGetValue(measured.Worker, out WorkerState? worker):
                _limits.LookAtMemory(worker, measured.Bytes);
                break;
            default:
                DecideOnPool(@event);
                break;
        }
    }

    private void DecideOnPool(PoolEvent @event)
    {
        switch (@event)
        {
            case PoolEvent.QuarantineCleared:
                _quarantine.Clear();
                break;
            case PoolEvent.Watched watched:
                _reporter.Watch = watched.Watch;
                _lives.IsWatched = watched.Watch != PoolWatch.Nothing;
                break;
            case PoolEvent.Draining:
                _isDraining = true;
                _jobs.Refuse(new JobOutcome.Refused());
                break;
            case PoolEvent.Disposed when !_isDisposed:
                Dispose();
                break;
        }
    }

    private void AddAll(ImmutableArray<PoolJob> jobs)
    {
        foreach (PoolJob job in jobs)
        {
            _jobs.Add(job);
        }
    }

    private void DisposeIfDrained()
    {
        if (_isDraining && !_isDisposed && _jobs.IsEmpty)
        {
            Dispose();
        }
    }

    private void Dispose()
    {
        _isDisposed = true;
        _jobs.Refuse(new JobOutcome.Refused());
        _end.End(PoolStatus.Disposed, new JobOutcome.Disposed());
    }

    private void Revoke(ImmutableArray<long> jobIds)
    {
        foreach (JobState job in jobIds.Select(_jobs.FindOrTake).OfType<JobState>().Where(job => !job.IsRevoked))
        {
            GiveUp(job);
        }
    }

    // As if they were cancelled, but for their outcome.
    private void Expire()
    {
        foreach (JobState job in _jobs.TakeOverdue().Where(job => !job.IsRevoked))
        {
            job.IsExpired = true;
            GiveUp(job);
        }
    }

    private void GiveUp(JobState job)
    {
        job.IsRevoked = true;
        if (job.Worker is not { } worker)
        {
            _jobs.EndGivenUp(job);
            return;
        }

        _effects.Add(new PoolEffect.Send(worker.Id, [new Cancel(job.Job.Id)]));
        if (worker.First == job)
        {
            _turns.LimitCancellation(worker);
        }
    }

    private void StartWorkers()
    {
        int kept = _isDraining || _jobs.AreOver ? 0 : _rules.Lives.MinWorkers;
        if ((_jobs.WaitingCount == 0 && _workers.Count >= kept) || _workers.Count == _rules.Workers)
        {
            return;
        }

        int starting = _workers.Values.Count(worker => worker.Phase == WorkerPhase.Starting);
        while (
            (starting < _jobs.WaitingCount || _workers.Count < kept) && _workers.Count < _rules.Workers && _starts.AllowAnother(starting)
        )
        {
            WorkerState worker = new(_nextWorker++);
            _workers.Add(worker);
            _effects.Add(new PoolEffect.Start(worker.Id));
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Start));
            starting++;
        }
    }
}
