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
//                    +--submitted

/// <summary>Makes all decisions of a pool. Pure: no clock, no process, no thread; the same events have the same effects.</summary>
/// <remarks>
/// Workers are started when jobs wait, never for their own sake, so that a worker that dies at once is not replaced for ever:
/// each death has begun a job, which bounds how often that can happen, or is a failed start. After a failed start no other is
/// tried before a job was answered or no worker is left, and <see cref="PoolRules.StartAttempts"/> in a row break the pool; where
/// the system refused the last of them, they end the jobs that wait, and the next job is a new attempt.
/// </remarks>
internal sealed class PoolMachine
{
    private const string NoWorker = "The worker program is no worker, or not one of this version";
    private const string Remedy = "Let it call WorkerProgram.Serve, from the same version of this library as its host.";

    private readonly SortedDictionary<int, WorkerState> _workers = [];
    private readonly List<PoolEffect> _effects;
    private readonly PoolJobs _jobs;
    private readonly PoolRules _rules;
    private int _nextWorker = 1;
    private int _failedStarts;
    private bool _isDraining;
    private bool _isDisposed;

    public PoolMachine(PoolRules rules)
    {
        _rules = rules;
        _effects = [];
        _jobs = new PoolJobs(_effects);
    }

    /// <summary>Handles an event.</summary>
    /// <returns>The actions to take now, in this order.</returns>
    public ImmutableArray<PoolEffect> Handle(PoolEvent @event)
    {
        Decide(@event);
        DisposeIfDrained();
        GiveOut();
        StartWorkers();
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
                submitted.Jobs.ToList().ForEach(_jobs.Add);
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
            case PoolEvent.NotStarted notStarted when _workers.Remove(notStarted.Worker):
                RefuseStart(new JobOutcome.NotStarted(notStarted.Message, notStarted.Cause));
                break;
            case PoolEvent.TimedOut timedOut when _workers.TryGetValue(timedOut.Worker, out WorkerState? worker):
                TimeOut(worker, timedOut);
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
        EndPool(new JobOutcome.Disposed());
    }

    private void Revoke(ImmutableArray<long> jobIds)
    {
        foreach (JobState job in jobIds.Select(_jobs.Find).OfType<JobState>().Where(job => !job.IsRevoked))
        {
            job.IsRevoked = true;
            if (job.Worker is not { } worker)
            {
                _jobs.CancelWaiting(job);
                continue;
            }

            _effects.Add(new PoolEffect.Send(worker.Id, [new Cancel(job.Job.Id)]));
            if (worker.First == job)
            {
                LimitCancellation(worker);
            }
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
            case Pong when worker.Phase == WorkerPhase.Ready:
                break;
            case Reply reply when worker.IsFirst(reply.JobId):
                _jobs.End(TakeAnswered(worker), new JobOutcome.Answered(reply.Payload));
                break;
            case Fault fault when worker.IsFirst(fault.JobId):
                _jobs.End(TakeAnswered(worker), new JobOutcome.Failed(fault));
                break;
            case Cancelled cancelled when worker.IsFirst(cancelled.JobId) && worker.First!.IsRevoked:
                _jobs.End(TakeAnswered(worker), new JobOutcome.Cancelled());
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

    private JobState TakeAnswered(WorkerState worker)
    {
        _failedStarts = 0;
        worker.HasAnswered = true;
        JobState job = worker.TakeFirst();
        LimitCancellation(worker);
        LimitJob(worker);
        return job;
    }

    private void LimitJob(WorkerState worker)
    {
        if (_rules.LimitsJobs && worker.First is { } first)
        {
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Job, first.Job.Id));
        }
    }

    private void Distrust(WorkerState worker, string sent) => Kill(worker, LossReason.Protocol, sent);

    private void Lose(WorkerState worker, WorkerExit exit)
    {
        if (worker.Phase == WorkerPhase.Closing)
        {
            return;
        }

        WorkerExit known = worker.Explain(exit);
        if (!worker.HasAnswered && exit.BegunJob is null)
        {
            _jobs.TakeBack(worker);
            FailStart(
                DescribeStart(worker, known),
                isHopeless: known.Reason == LossReason.Protocol && worker.Phase == WorkerPhase.Starting
            );
            return;
        }

        _failedStarts = 0;
        ImmutableArray<JobState> begun = worker.TakeBegun(exit.BegunJob);
        _jobs.TakeBack(worker);

        // The last one first, so that those that are done again are so in their order. The loss of one may have ended all.
        foreach (JobState job in begun.Reverse().Where(_jobs.Contains))
        {
            LoseJob(job, known);
        }
    }

    private static string DescribeStart(WorkerState worker, WorkerExit exit) =>
        worker.Phase == WorkerPhase.Ready ? $"The worker program greets, and then begins no job: {exit.Describe()}"
        : exit.Reason == LossReason.Silent ? $"{NoWorker}: it did not greet within the time limit; {exit.DescribeEnd()} {Remedy}"
        : $"{NoWorker}: {exit.Describe()} {Remedy}";

    private void LoseJob(JobState job, WorkerExit exit)
    {
        job.Losses++;
        if (job.IsRevoked || (!_rules.BreaksOnLoss && job.Losses <= _rules.Retries))
        {
            _jobs.Requeue(job);
            return;
        }

        JobOutcome.Lost lost = new(exit, job.Describe());
        if (_rules.BreaksOnLoss)
        {
            EndPool(lost);
        }
        else
        {
            _jobs.End(job, lost);
        }
    }

    private void FailStart(string reason, bool isHopeless)
    {
        _failedStarts++;
        if (isHopeless || _failedStarts >= PoolRules.StartAttempts)
        {
            _jobs.Break(new JobOutcome.NotStarted(reason));
        }
    }

    // The system may lack a descriptor or memory now and have one later, so that this ends jobs and not the pool.
    private void RefuseStart(JobOutcome.NotStarted reason)
    {
        _failedStarts++;
        if (_failedStarts >= PoolRules.StartAttempts && _workers.Count == 0)
        {
            _failedStarts = 0;
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

    private void Kill(WorkerState worker, LossReason reason, string? sent = null)
    {
        worker.Condemn(reason, sent);
        _effects.Add(new PoolEffect.Kill(worker.Id));
    }

    // Every job ends now, and every worker as soon as it looks at its input.
    private void EndPool(JobOutcome reason)
    {
        _jobs.EndAll(reason);
        foreach (WorkerState worker in _workers.Values.Where(worker => worker.Phase != WorkerPhase.Closing))
        {
            worker.Phase = WorkerPhase.Closing;
            worker.Assigned.Clear();
            _effects.Add(new PoolEffect.CloseInput(worker.Id));
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Exit));
        }
    }

    private void GiveOut()
    {
        foreach (WorkerState worker in _workers.Values)
        {
            if (worker.IsIdle && _jobs.WaitingCount > 0)
            {
                Assign(worker, Math.Min(_rules.Chunks(_jobs.WaitingCount, _rules.Workers), _jobs.WaitingCount));
            }
        }
    }

    private void Assign(WorkerState worker, int count)
    {
        ImmutableArray<Frame>.Builder calls = ImmutableArray.CreateBuilder<Frame>(count);
        for (int index = 0; index < count; index++)
        {
            calls.Add(_jobs.Assign(worker));
        }

        _effects.Add(new PoolEffect.Send(worker.Id, calls.MoveToImmutable()));
        LimitJob(worker);
        worker.IsHeard = true;
        if (!worker.IsWatched)
        {
            worker.IsWatched = true;
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Silence));
        }
    }

    private void StartWorkers()
    {
        int starting = _workers.Values.Count(worker => worker.Phase == WorkerPhase.Starting);
        while (starting < _jobs.WaitingCount && _workers.Count < _rules.Workers && (_failedStarts == 0 || _workers.Count == 0))
        {
            WorkerState worker = new(_nextWorker++);
            _workers.Add(worker.Id, worker);
            _effects.Add(new PoolEffect.Start(worker.Id));
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Start));
            starting++;
        }
    }
}
