using System.Collections.Immutable;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

// Worker            Starting --Hello--> Ready --CloseInput--> Closing --exit--> (gone)
//                      |                  |
//                      +--exit------------+--exit--> (gone); the job it does is lost, the others wait again
//
// Job               Waiting --given out--> Assigned --begun--> Doing --Reply, Fault, Cancelled--> (ended, once)
//                    ^  |                     |                  |
//                    |  |                     +------loss--------+--> Waiting again, or (ended, once): LossPolicy
//                    |  +--cancelled, pool broken, pool disposed--> (ended, once)
//                    +--submitted

/// <summary>Decides all that a pool does. Pure: no clock, no process, no thread; the same events have the same effects.</summary>
/// <remarks>
/// Workers are started when jobs wait, never for their own sake, so that a worker that dies at once is not replaced for ever:
/// each death has begun a job, which bounds how often that can happen, or is a failed start. After a failed start no other is
/// tried before a job was answered or no worker is left, and <see cref="PoolRules.StartAttempts"/> in a row break the pool; where
/// the system refused the last of them, they end the jobs that wait, and the next job is a new attempt.
/// </remarks>
internal sealed class PoolMachine(PoolRules rules)
{
    private readonly SortedDictionary<int, WorkerState> _workers = [];
    private readonly LinkedList<JobState> _waiting = new();
    private readonly Dictionary<long, JobState> _jobs = [];
    private readonly List<PoolEffect> _effects = [];
    private int _nextWorker = 1;
    private int _failedStarts;
    private bool _isDisposed;

    // What a job ends with in a pool that is over; null while it is not.
    private Func<Exception>? _over;

    /// <summary>Takes an event in.</summary>
    /// <returns>What is to be done now, in this order.</returns>
    public ImmutableArray<PoolEffect> Handle(PoolEvent happened)
    {
        switch (happened)
        {
            case PoolEvent.Submitted submitted:
                Submit(submitted.Jobs);
                break;
            case PoolEvent.Revoked revoked:
                Revoke(revoked.JobIds);
                break;
            case PoolEvent.Received received when _workers.TryGetValue(received.Worker, out WorkerState? worker):
                Receive(worker, received.Frame);
                break;
            case PoolEvent.Exited exited when _workers.TryGetValue(exited.Worker, out WorkerState? worker):
                Lose(worker, exited.Exit);
                break;
            case PoolEvent.NotStarted notStarted when _workers.TryGetValue(notStarted.Worker, out WorkerState? worker):
                _workers.Remove(worker.Id);
                RefuseStart(notStarted.Reason);
                break;
            case PoolEvent.TimedOut timedOut when _workers.TryGetValue(timedOut.Worker, out WorkerState? worker):
                TimeOut(worker, timedOut);
                break;
            case PoolEvent.Disposed:
                Dispose();
                break;
        }

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

    private void Submit(ImmutableArray<PoolJob> jobs)
    {
        foreach (PoolJob job in jobs)
        {
            JobState state = new(job);
            _jobs.Add(job.Id, state);
            _waiting.AddLast(state.Place);
        }

        if (_over is { } over)
        {
            EndWaiting(over);
        }
    }

    private void Revoke(ImmutableArray<long> jobIds)
    {
        foreach (long jobId in jobIds)
        {
            if (!_jobs.TryGetValue(jobId, out JobState? job) || job.IsRevoked)
            {
                continue;
            }

            job.IsRevoked = true;
            if (job.Worker is not { } worker)
            {
                _waiting.Remove(job.Place);
                End(job, new OperationCanceledException());
                continue;
            }

            _effects.Add(new PoolEffect.Send(worker.Id, [new Cancel(jobId)]));
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
                // Under way when its input was closed, or nothing to rely on.
                break;
            case Hello hello when worker.Phase == WorkerPhase.Starting:
                Greet(worker, hello);
                break;
            case Pong when worker.Phase == WorkerPhase.Ready:
                break;
            case Reply reply when worker.IsFirst(reply.JobId):
                End(TakeAnswered(worker), reply.Payload);
                break;
            case Fault fault when worker.IsFirst(fault.JobId):
                End(TakeAnswered(worker), new RemoteException(fault));
                break;
            case Cancelled cancelled when worker.IsFirst(cancelled.JobId) && worker.First!.IsRevoked:
                End(TakeAnswered(worker), new OperationCanceledException());
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
                ? $"version {hello.Version} of the protocol, where this program speaks version {FrameCodec.Version}; build the solution again"
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
        if (rules.LimitsJobs && worker.First is { } first)
        {
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Job, first.Job.Id));
        }
    }

    private void Distrust(WorkerState worker, string sent) => Kill(worker, WorkerLossReason.Protocol, sent);

    private void Lose(WorkerState worker, WorkerExit exit)
    {
        _workers.Remove(worker.Id);
        if (worker.Phase == WorkerPhase.Closing)
        {
            return;
        }

        WorkerExit known = worker.Explain(exit);
        if (!worker.HasAnswered && exit.BegunJob is null)
        {
            GiveBack(worker);
            FailStart(
                DescribeStart(worker, known),
                isHopeless: known.Reason == WorkerLossReason.Protocol && worker.Phase == WorkerPhase.Starting
            );
            return;
        }

        _failedStarts = 0;
        JobState? doing = worker.IsFirst(exit.BegunJob) ? worker.TakeFirst() : null;
        GiveBack(worker);
        if (doing is not null)
        {
            LoseJob(doing, known);
        }
    }

    private static string DescribeStart(WorkerState worker, WorkerExit exit) =>
        worker.Phase == WorkerPhase.Ready ? $"The worker program greets, and then begins no job: {exit.Describe()}"
        : exit.Reason == WorkerLossReason.Silent
            ? $"The worker program is no worker, or not one of this version: it did not greet within the time limit; {exit.DescribeEnd()} Build the solution again."
        : $"The worker program is no worker, or not one of this version: {exit.Describe()} Build the solution again.";

    // What it did not begin is not lost with it.
    private void GiveBack(WorkerState worker)
    {
        while (worker.Assigned.Last is { } place)
        {
            worker.Assigned.RemoveLast();
            Requeue(place.Value);
        }
    }

    private void Requeue(JobState job)
    {
        job.Worker = null;
        if (job.IsRevoked)
        {
            End(job, new OperationCanceledException());
        }
        else if (_over is { } over)
        {
            End(job, over());
        }
        else
        {
            _waiting.AddFirst(job.Place);
        }
    }

    private void LoseJob(JobState job, WorkerExit exit)
    {
        job.Losses++;
        if (!job.IsRevoked && rules.OnLoss.BreaksPool)
        {
            string doing = job.Describe();
            EndPool(() => new WorkerLostException(exit, doing));
        }
        else if (job.IsRevoked || job.Losses <= rules.OnLoss.Retries)
        {
            Requeue(job);
        }
        else
        {
            End(job, new WorkerLostException(exit, job.Describe()));
        }
    }

    private void FailStart(string reason, bool isHopeless)
    {
        _failedStarts++;
        if (isHopeless || _failedStarts >= PoolRules.StartAttempts)
        {
            _over ??= () => new WorkerStartException(reason);
            EndWaiting(_over);
        }
    }

    // The system may lack a descriptor or memory now and have one later, so that this ends jobs and not the pool.
    private void RefuseStart(WorkerStartException reason)
    {
        _failedStarts++;
        if (_failedStarts < PoolRules.StartAttempts || _workers.Count > 0)
        {
            return;
        }

        _failedStarts = 0;
        EndWaiting(() => new WorkerStartException(reason.Message, reason.InnerException));
    }

    private void TimeOut(WorkerState worker, PoolEvent.TimedOut timedOut)
    {
        bool isFirst = worker.IsFirst(timedOut.JobId);
        switch (timedOut.Limit)
        {
            case PoolLimit.Start when worker.Phase == WorkerPhase.Starting:
                Kill(worker, WorkerLossReason.Silent);
                break;
            case PoolLimit.Cancellation when isFirst && worker.First!.IsRevoked:
            case PoolLimit.Job when isFirst:
                Kill(worker, WorkerLossReason.TimeLimit);
                break;
            case PoolLimit.Silence when worker.IsWatched:
                LookAt(worker);
                break;
            case PoolLimit.Exit when worker.Phase == WorkerPhase.Closing:
                Kill(worker, WorkerLossReason.Silent);
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
            Kill(worker, WorkerLossReason.Silent);
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

    private void Kill(WorkerState worker, WorkerLossReason reason, string? sent = null)
    {
        worker.Condemn(reason, sent);
        _effects.Add(new PoolEffect.Kill(worker.Id));
    }

    private void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            EndPool(() => new ObjectDisposedException(nameof(WorkerPool)));
        }
    }

    // Every job ends now, and every worker as soon as it looks at its input.
    private void EndPool(Func<Exception> reason)
    {
        _over = reason;
        _waiting.Clear();
        foreach (JobState job in _jobs.Values.OrderBy(job => job.Job.Id).ToArray())
        {
            End(job, job.IsRevoked ? new OperationCanceledException() : reason());
        }

        foreach (WorkerState worker in _workers.Values.Where(worker => worker.Phase != WorkerPhase.Closing))
        {
            worker.Phase = WorkerPhase.Closing;
            worker.Assigned.Clear();
            _effects.Add(new PoolEffect.CloseInput(worker.Id));
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Exit));
        }
    }

    private void EndWaiting(Func<Exception> reason)
    {
        while (_waiting.First is { } place)
        {
            _waiting.RemoveFirst();
            End(place.Value, reason());
        }
    }

    private void GiveOut()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        foreach (WorkerState worker in _workers.Values)
        {
            if (worker.IsIdle && _waiting.Count > 0)
            {
                Assign(worker, Math.Min(rules.Chunks(_waiting.Count, rules.Workers), _waiting.Count));
            }
        }
    }

    private void Assign(WorkerState worker, int count)
    {
        ImmutableArray<Frame>.Builder calls = ImmutableArray.CreateBuilder<Frame>(count);
        for (int index = 0; index < count; index++)
        {
            JobState job = _waiting.First!.Value;
            _waiting.RemoveFirst();
            worker.Assigned.AddLast(job.Place);
            job.Worker = worker;
            calls.Add(new Call(job.Job.Id, job.Job.Payload));
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
        while (starting < _waiting.Count && _workers.Count < rules.Workers && (_failedStarts == 0 || _workers.Count == 0))
        {
            WorkerState worker = new(_nextWorker++);
            _workers.Add(worker.Id, worker);
            _effects.Add(new PoolEffect.Start(worker.Id));
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Start));
            starting++;
        }
    }

    private void End(JobState job, ReadOnlyMemory<byte> payload)
    {
        _jobs.Remove(job.Job.Id);
        _effects.Add(new PoolEffect.End(job.Job.Id, payload, null));
    }

    private void End(JobState job, Exception exception)
    {
        _jobs.Remove(job.Job.Id);
        _effects.Add(new PoolEffect.End(job.Job.Id, default, exception));
    }
}
