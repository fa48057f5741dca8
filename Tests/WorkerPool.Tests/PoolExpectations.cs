using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The effects that each event may have and must have.</summary>
/// <param name="pool">The pool as it must be.</param>
internal sealed class PoolExpectations(SimulatedPool pool)
{
    /// <summary>Notes an event.</summary>
    /// <returns>The effects that it may have.</returns>
    public PoolExpectation Note(PoolEvent @event)
    {
        switch (@event)
        {
            case PoolEvent.Submitted submitted:
                pool.NoteTerms(submitted.Jobs);
                return ExpectSubmitted(submitted.Jobs.Length);
            case PoolEvent.SubmittedMany many:
                pool.NoteTerms(Enumerable.Range(0, many.Count).Select(many.Get));
                return ExpectSubmitted(many.Count);
            case PoolEvent.Revoked revoked:
                return ExpectRevoked(revoked.JobIds);
            case PoolEvent.Received received:
                return ExpectReceived(received.Worker, received.Frame);
            case PoolEvent.Exited exited:
                return ExpectGone(exited.Worker, isGarbage: exited.Exit.Reason == LossReason.Protocol);
            case PoolEvent.Measured measured:
                return ExpectMeasured(pool.Workers[measured.Worker], measured);
            case PoolEvent.QuarantineCleared:
                pool.PayloadLosses.Clear();
                return new PoolExpectation();
            case PoolEvent.Opened:
                return new PoolExpectation();
            case PoolEvent.NotStarted notStarted:
                return ExpectRefused(notStarted.Worker);
            case PoolEvent.TimedOut { Limit: PoolLimit.Pause }:
                pool.IsPaused = pool.IsPauseArmed = false;
                return new PoolExpectation();
            case PoolEvent.TimedOut { Limit: PoolLimit.Deadline }:
                return ExpectExpired();
            case PoolEvent.TimedOut timedOut:
                return ExpectTimedOut(timedOut);
            case PoolEvent.Draining:
                pool.IsDraining = true;
                pool.NoteIfDrained();
                return new PoolExpectation();
            default:
                pool.IsDisposed = true;
                pool.Status = PoolStatus.Disposed;
                return new PoolExpectation
                {
                    Ending = [.. pool.Open()],
                    EndsWith = exception => exception is ObjectDisposedException || SimulatedPool.IsGivenUp(exception),
                };
        }
    }

    private PoolExpectation ExpectSubmitted(int count)
    {
        int first = pool.Submitted;
        pool.Submitted += count;
        return pool.IsOver || pool.IsDraining
            ? new PoolExpectation { Ending = [.. Enumerable.Range(first, count).Select(job => (long)job)], EndsWith = pool.IsOverException }
            : new PoolExpectation
            {
                Ending = count == 1 && pool.IsQuarantined(first) ? [first] : [],
                EndsWith = exception => exception is JobQuarantinedException,
            };
    }

    private PoolExpectation ExpectRevoked(ImmutableArray<long> jobIds)
    {
        pool.Revoked.UnionWith(jobIds);
        return new PoolExpectation { Ending = [.. jobIds.Where(job => !pool.IsAsked(job))], EndsWith = SimulatedPool.IsGivenUp };
    }

    private PoolExpectation ExpectExpired()
    {
        ImmutableArray<long> overdue = [.. pool.Open().Where(job => !pool.Revoked.Contains(job) && pool.Terms[job]?.Due <= pool.Deadline)];
        pool.Deadline = null;
        pool.Expired.UnionWith(overdue);
        return ExpectRevoked(overdue);
    }

    private PoolExpectation ExpectReceived(int id, Frame frame)
    {
        SimulatedWorker worker = pool.Workers[id];
        bool isRight = worker.MaySend(frame, pool.Revoked.Contains);
        bool counts = worker.Counts;
        bool mayUse = frame is Goodbye && !worker.IsWrong;
        bool isNew = !worker.HasAnswered;
        worker.Send(frame, isRight);
        if (!counts || !isRight)
        {
            return new PoolExpectation
            {
                KilledWorker = counts ? id : null,
                MayKill = counts,
                MayUse = mayUse,
            };
        }

        if (frame is Recalled recalled)
        {
            return new PoolExpectation
            {
                Ending = [.. recalled.JobIds.Where(job => pool.IsOver || pool.Revoked.Contains(job))],
                EndsWith = pool.IsOverException,
            };
        }

        if (frame is Progress progress)
        {
            return new PoolExpectation { Reporting = pool.Terms[progress.JobId]?.Listener is null ? null : progress.JobId };
        }

        if (frame is not JobFrame answer)
        {
            return frame is NotReady ? new PoolExpectation { KilledWorker = id, MayKill = true } : new PoolExpectation();
        }

        NoteBegun(isNew);
        return new PoolExpectation
        {
            Ending = [answer.JobId],
            EndsWith = exception =>
                exception switch
                {
                    null => frame is Reply,
                    RemoteException => frame is Fault,
                    _ => SimulatedPool.IsGivenUp(exception) && frame is Cancelled,
                },
        };
    }

    private PoolExpectation ExpectGone(int id, bool isGarbage)
    {
        pool.Workers.Remove(id, out SimulatedWorker? worker);
        if (worker!.IsClosed)
        {
            return new PoolExpectation();
        }

        if (!worker.HasBegun)
        {
            return ExpectFailedStart(worker.Asked, worker.IsHopeless || (isGarbage && !worker.IsKilled && !worker.HasGreeted));
        }

        NoteBegun(!worker.HasAnswered);
        return worker.IsDoing
            ? ExpectLoss(worker)
            : new PoolExpectation { Ending = [.. worker.Asked.Where(pool.Revoked.Contains)], EndsWith = pool.IsOverException };
    }

    private PoolExpectation ExpectRefused(int id)
    {
        pool.Workers.Remove(id, out SimulatedWorker? worker);
        return worker!.IsClosed ? new PoolExpectation() : ExpectFailedStart([], isNoWorker: false);
    }

    // Three in a row end the jobs that wait, where no other worker lives, and each further one those that wait then.
    private PoolExpectation ExpectFailedStart(List<long> asked, bool isNoWorker)
    {
        pool.FailedStarts += pool.IsPaused ? 0 : 1;
        pool.IsPaused = true;
        pool.Status = PoolStatus.StartsFailing;
        bool areEnded = pool.Workers.Count == 0 && (isNoWorker || pool.FailedStarts >= PoolRules.StartAttempts);
        return new PoolExpectation
        {
            Ending = [.. areEnded ? pool.Waiting() : asked.Where(pool.Revoked.Contains)],
            EndsWith = exception => SimulatedPool.IsGivenUp(exception) || (areEnded && exception is WorkerStartException),
        };
    }

    private void NoteBegun(bool isNew)
    {
        if (isNew && pool.FailedStarts > 0)
        {
            pool.FailedStarts = 0;
            pool.IsPaused = false;
            pool.Status = PoolStatus.Healthy;
        }
    }

    private PoolExpectation ExpectLoss(SimulatedWorker worker)
    {
        foreach (long doing in worker.Asked.Take(worker.BegunCount))
        {
            pool.Losses[doing] = pool.Losses.GetValueOrDefault(doing) + 1;
        }

        ImmutableArray<long> counted = [.. worker.Asked.Take(worker.BegunCount).Where(job => !pool.Revoked.Contains(job))];
        foreach (long job in pool.Rules.QuarantineAfter == 0 ? [] : counted)
        {
            pool.PayloadLosses[SimulatedPool.PayloadOf(job)] = pool.PayloadLosses.GetValueOrDefault(SimulatedPool.PayloadOf(job)) + 1;
        }

        if (counted.Any(job => pool.Terms[job]?.BreaksOnLoss ?? pool.Rules.BreaksOnLoss))
        {
            pool.IsBroken = true;
            pool.Status = PoolStatus.Broken;
        }

        ImmutableArray<long> lost = [.. counted.Where(job => pool.Beginnings[job] > pool.RetriesOf(job) || pool.IsQuarantined(job))];
        return new PoolExpectation
        {
            Ending =
            [
                .. pool.IsBroken ? pool.Open() : worker.Asked.Where(job => pool.IsOver || pool.Revoked.Contains(job) || lost.Contains(job)),
            ],
            EndsWith = exception =>
                exception is WorkerLostException or JobQuarantinedException ? !lost.IsEmpty : pool.IsOverException(exception),
        };
    }

    private PoolExpectation ExpectTimedOut(PoolEvent.TimedOut timedOut)
    {
        SimulatedWorker worker = pool.Workers[timedOut.Worker];
        worker.Armed.Remove(timedOut.Limit);
        worker.IsRested |= timedOut.Limit == PoolLimit.Idle && pool.IsFree(worker) && !worker.HasWorked;
        bool isFirst = worker.First == timedOut.JobId && !worker.IsClosed;
        bool mustKill = timedOut.Limit switch
        {
            PoolLimit.Start => !worker.HasGreeted && !worker.IsClosed,
            PoolLimit.Cancellation => isFirst && pool.Revoked.Contains(timedOut.JobId),
            PoolLimit.Job => isFirst,
            PoolLimit.Exit => worker.IsClosed,
            _ => false,
        };
        return new PoolExpectation
        {
            KilledWorker = mustKill ? timedOut.Worker : null,
            MayKill = mustKill || timedOut.Limit == PoolLimit.Silence,
            MayRecall = timedOut.Limit == PoolLimit.Pace,
            MeasuredWorker = timedOut.Limit == PoolLimit.Memory && SimulatedPool.CanWork(worker) ? timedOut.Worker : null,
        };
    }

    private PoolExpectation ExpectMeasured(SimulatedWorker worker, PoolEvent.Measured measured)
    {
        worker.IsMeasured = false;
        bool isOver = pool.Rules.Lives.KillBytes > 0 && measured.Bytes > pool.Rules.Lives.KillBytes && SimulatedPool.CanWork(worker);
        worker.IsFat |= isOver || (pool.Rules.Lives.RecycleBytes > 0 && measured.Bytes > pool.Rules.Lives.RecycleBytes);
        return isOver && worker.Asked.Count > 0
            ? new PoolExpectation { KilledWorker = measured.Worker, MayKill = true }
            : new PoolExpectation();
    }
}
