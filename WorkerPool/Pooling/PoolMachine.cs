using ConcurrencyBench.Workers.Processes;
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
    private readonly PoolRules _rules;
    private int _nextWorker = PoolEffect.Arm.NoWorker + 1;
    private bool _isDraining;
    private bool _isDisposed;
    private PoolWatch _watch;

    public PoolMachine(PoolRules rules)
    {
        _rules = rules;
        _effects = [];
        _quarantine = new Quarantine(rules.QuarantineAfter);
        _jobs = new PoolJobs(_effects, _quarantine);
        _starts = new PoolStarts(_effects);
        _pace = new PoolPace(_effects, _workers, _jobs, rules);
        _lives = new WorkerLives(_effects, _workers, rules.Lives);
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
        GiveOut();
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
                Receive(worker, received.Frame);
                break;
            case PoolEvent.Exited exited when _workers.Remove(exited.Worker, out WorkerState? worker):
                Lose(worker, exited.Exit);
                break;
            case PoolEvent.NotStarted notStarted when _workers.Remove(notStarted.Worker, out WorkerState? worker):
                FailStart(worker, new JobOutcome.NotStarted(notStarted.Message, notStarted.Cause));
                break;
            case PoolEvent.TimedOut { Limit: PoolLimit.Pause }:
                _starts.EndPause();
                break;
            case PoolEvent.TimedOut { Limit: PoolLimit.Deadline }:
                Expire();
                break;
            case PoolEvent.TimedOut timedOut when _workers.TryGetValue(timedOut.Worker, out WorkerState? worker):
                TimeOut(worker, timedOut);
                break;
            case PoolEvent.Measured measured when _workers.TryGetValue(measured.Worker, out WorkerState? worker):
                LookAtMemory(worker, measured.Bytes);
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
                _watch = watched.Watch;
                _lives.IsWatched = _watch != PoolWatch.Nothing;
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
        EndPool(PoolStatus.Disposed, new JobOutcome.Disposed());
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
            LimitCancellation(worker);
        }
    }

    // A worker does its jobs in order, so the limit runs for the first; each that follows gets its own.
    private void LimitCancellation(WorkerState worker)
    {
        if (worker.First is { IsRevoked: true } first)
        {
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Cancellation, first.Job.Id));
        }
    }

    private void Receive(WorkerState worker, Frame frame)
    {
        worker.IsHeard = true;
        worker.IsPinged = false;
        switch (frame)
        {
            case Goodbye goodbye when worker.Phase == WorkerPhase.Closing && !worker.IsDistrusted:
                _effects.Add(new PoolEffect.Used(worker.Id, goodbye));
                break;
            case not null when worker.Phase == WorkerPhase.Closing || worker.IsDistrusted:
                // Sent before its input was closed, or by a worker that broke the protocol.
                break;
            case Hello hello when worker.Phase == WorkerPhase.Starting:
                Greet(worker, hello);
                break;
            case NotReady notReady when worker.MayRefuse:
                worker.Refusal = notReady.Thrown;
                _effects.Add(new PoolEffect.Kill(worker.Id));
                break;
            case Pong when worker.Phase == WorkerPhase.Ready:
                break;
            case Reply reply when worker.IsFirst(reply.JobId):
                _jobs.End(TakeAnswered(worker, worker.First!), new JobOutcome.Answered(reply.Payload));
                break;
            case Fault fault when worker.IsFirst(fault.JobId):
                _jobs.End(TakeAnswered(worker, worker.First!), new JobOutcome.Failed(fault));
                break;
            case Cancelled cancelled when _jobs.Find(cancelled.JobId) is { IsRevoked: true } job && job.Worker == worker:
                _jobs.End(TakeAnswered(worker, job), job.GivenUp);
                break;
            case Progress progress when worker.IsFirst(progress.JobId):
                PassOn(worker.First!.Job, progress);
                break;
            case Recalled recalled when worker.MayGiveBack(recalled.JobIds):
                worker.IsRecalled = false;
                worker.HasNoneToGiveBack = recalled.JobIds.IsEmpty && !worker.HasMoreSinceRecall;
                _jobs.TakeBack(worker, recalled.JobIds.Length);
                break;
            default:
                Distrust(worker, $"an unexpected {frame!.GetType().Name} frame");
                break;
        }
    }

    private void Greet(WorkerState worker, Hello hello)
    {
        if (hello is { Magic: FrameCodec.Magic, Version: FrameCodec.Version })
        {
            worker.Phase = WorkerPhase.Ready;
            return;
        }

        Distrust(
            worker,
            hello.Magic == FrameCodec.Magic
                ? $"version {hello.Version} of the protocol, where this program speaks version {FrameCodec.Version}"
                : "the greeting of something else"
        );
    }

    private JobState TakeAnswered(WorkerState worker, JobState job)
    {
        NoteBegun(worker);
        worker.HasAnswered = true;
        worker.Answers++;
        worker.HasNoneToGiveBack = false;
        bool isFirst = worker.First == job;
        worker.Assigned.Remove(job.Place);
        if (isFirst)
        {
            _lives.NoteAnswer(worker);
            LimitCancellation(worker);
            BeginFirst(worker);
        }

        return job;
    }

    private void NoteBegun(WorkerState worker)
    {
        if (!worker.HasAnswered)
        {
            _starts.NoteSuccess();
        }
    }

    private void BeginFirst(WorkerState worker)
    {
        if (worker.First is not { } first)
        {
            return;
        }

        if (first.Job.Terms?.Limit is { } limit ? limit != Timeout.InfiniteTimeSpan : _rules.LimitsJobs)
        {
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Job, first.Job.Id) { Length = first.Job.Terms?.Limit });
        }

        if (_watch == PoolWatch.Jobs)
        {
            Tell(new PoolReport.JobBegan(worker.Id, first.Job.Id));
        }
    }

    private void PassOn(PoolJob job, Progress progress)
    {
        if (job.Terms?.Listener is { } listener)
        {
            _effects.Add(new PoolEffect.Progress(job.Id, job.Subject, listener, progress.Content));
        }
    }

    private void TellEnd(string reason)
    {
        if (!_jobs.AreOver)
        {
            Tell(new PoolReport.Broke(reason));
        }
    }

    private void Tell(PoolReport report)
    {
        if (_watch != PoolWatch.Nothing)
        {
            _effects.Add(new PoolEffect.Tell(report));
        }
    }

    private void Distrust(WorkerState worker, string sent) => Kill(worker, LossReason.Protocol, sent);

    private void Lose(WorkerState worker, WorkerExit exit)
    {
        if (worker.Phase == WorkerPhase.Closing)
        {
            Tell(new PoolReport.WorkerEnded(worker.Id, exit));
            return;
        }

        WorkerExit known = worker.Explain(exit);
        if (!worker.HasAnswered && exit.BegunJob is null)
        {
            _jobs.TakeBack(worker);
            string message = worker.Refusal is { } thrown ? StartFailure.Describe(thrown) : StartFailure.Describe(worker.Phase, known);
            FailStart(
                worker,
                new JobOutcome.NotStarted(message) { Thrown = worker.Refusal },
                isNoWorker: known.Reason == LossReason.Protocol && worker.Phase == WorkerPhase.Starting
            );
            return;
        }

        NoteBegun(worker);
        ImmutableArray<JobState> begun = worker.TakeBegun(exit.BegunJob);
        Tell(new PoolReport.WorkerLost(worker.Id, known, begun.LastOrDefault()?.Job.Id));
        _jobs.TakeBack(worker);

        // All losses count before the first of them decides anything: two of these jobs may have one payload.
        foreach (JobState job in begun)
        {
            NoteLoss(job, known);
        }

        // The last one first, so that those that are done again are so in their order. The loss of one may have ended all.
        foreach (JobState job in begun.Reverse().Where(_jobs.Contains))
        {
            LoseJob(job, known);
        }
    }

    private void LoseJob(JobState job, WorkerExit exit)
    {
        job.Losses++;
        JobOutcome.Lost lost = new(exit, job.Describe());
        JobOutcome.Quarantined? quarantined = IsBlamed(job, exit) ? _quarantine.Find(job.Job.Payload) : null;
        bool breaksPool = job.Job.Terms?.BreaksOnLoss ?? _rules.BreaksOnLoss;
        if (job.IsRevoked || (quarantined is null && !breaksPool && job.Losses <= (job.Job.Terms?.Retries ?? _rules.Retries)))
        {
            _jobs.Requeue(job);
            return;
        }

        if (breaksPool)
        {
            TellEnd(exit.Describe());
            EndPool(PoolStatus.Broken, lost);
        }
        else
        {
            _jobs.End(job, quarantined ?? (JobOutcome)lost);
        }
    }

    // A job is not to blame that was given up, or whose host lacked something.
    private static bool IsBlamed(JobState job, WorkerExit exit) => !job.IsRevoked && exit.Reason != LossReason.Host;

    private void NoteLoss(JobState job, WorkerExit exit)
    {
        if (IsBlamed(job, exit) && _quarantine.NoteLoss(job.Job.Payload, new JobOutcome.Lost(exit, job.Describe())) is { } quarantined)
        {
            Tell(new PoolReport.Quarantined(quarantined.Hash, quarantined.Losses));
        }
    }

    // What the system lacks now it may have later, and a program can be replaced: this ends jobs, and never the pool.
    private void FailStart(WorkerState worker, JobOutcome.NotStarted reason, bool isNoWorker = false)
    {
        Tell(new PoolReport.StartFailed(worker.Id, reason.Message, reason.Cause));
        if (worker.Phase == WorkerPhase.Closing)
        {
            return;
        }

        _starts.NoteFailure(reason);
        if (_workers.Count == 0 && (isNoWorker || _starts.AreHopeless))
        {
            _jobs.EndWaiting(reason);
        }
    }

    private void TimeOut(WorkerState worker, PoolEvent.TimedOut timedOut)
    {
        bool isFirst = worker.IsFirst(timedOut.JobId);
        switch (timedOut.Limit)
        {
            case PoolLimit.Start when worker.Phase == WorkerPhase.Starting:
                Kill(worker, LossReason.Silent);
                break;
            case PoolLimit.Cancellation when isFirst && worker.First!.IsRevoked:
            case PoolLimit.Job when isFirst:
                Kill(worker, LossReason.TimeLimit);
                break;
            case PoolLimit.Silence when worker.IsWatched:
                LookAt(worker);
                break;
            case PoolLimit.Pace when worker.IsPaced:
                _pace.Look(worker);
                break;
            case PoolLimit.Memory or PoolLimit.Idle when worker.CanWork:
                _lives.TimeOut(worker, timedOut.Limit);
                break;
            case PoolLimit.Exit when worker.Phase == WorkerPhase.Closing:
                Kill(worker, LossReason.Silent);
                break;
        }
    }

    // One limit at a time for each worker, however many jobs pass: heard of, asked, given up.
    private void LookAt(WorkerState worker)
    {
        if (worker.Assigned.Count == 0)
        {
            worker.IsWatched = false;
            return;
        }

        if (!worker.IsHeard && worker.IsPinged)
        {
            Kill(worker, LossReason.Silent);
            return;
        }

        if (!worker.IsHeard)
        {
            worker.IsPinged = true;
            _effects.Add(new PoolEffect.Send(worker.Id, [new Ping()]));
        }

        worker.IsHeard = false;
        _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Silence));
    }

    private void LookAtMemory(WorkerState worker, long bytes)
    {
        if (worker.CanWork && _lives.NoteMemory(worker, bytes) is { } held)
        {
            Kill(worker, LossReason.MemoryLimit, held);
        }
    }

    private void Kill(WorkerState worker, LossReason reason, string? sent = null)
    {
        worker.Condemn(reason, sent);
        _effects.Add(new PoolEffect.Kill(worker.Id));
    }

    // Every job ends now, and every worker as soon as it looks at its input.
    private void EndPool(PoolStatus status, JobOutcome reason)
    {
        _effects.Add(new PoolEffect.HealthChanged(status, _starts.Failed, reason));
        _jobs.EndAll(reason);
        foreach (WorkerState worker in _workers.Values.Where(worker => worker.Phase != WorkerPhase.Closing))
        {
            _lives.Close(worker);
        }
    }

    private void GiveOut()
    {
        foreach (WorkerState worker in _workers.Values)
        {
            // Once more only when all that it was to get is in quarantine.
            while (worker.IsIdle && _jobs.WaitingCount > 0)
            {
                int quick = Math.Clamp(_jobs.WaitingCount / _rules.Workers, 1, worker.Together);
                int count = _jobs.CountTogether(_rules.Chunks(_jobs.WaitingCount, _rules.Workers), quick);
                Assign(worker, Math.Min(count, _lives.RoomOf(worker)));
            }
        }
    }

    private void Assign(WorkerState worker, int count)
    {
        ImmutableArray<Frame>.Builder calls = ImmutableArray.CreateBuilder<Frame>(count);
        for (int index = 0; index < count; index++)
        {
            if (_jobs.Assign(worker) is { } call)
            {
                calls.Add(call);
            }
        }

        if (calls.Count == 0)
        {
            return;
        }

        _effects.Add(new PoolEffect.Send(worker.Id, calls.DrainToImmutable()));
        worker.HasWorked = true;
        worker.IsRested = false;
        worker.HasMoreSinceRecall = true;
        worker.HasNoneToGiveBack = false;
        BeginFirst(worker);
        _pace.Watch(worker);
        worker.IsHeard = true;
        if (!worker.IsWatched)
        {
            worker.IsWatched = true;
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Silence));
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
