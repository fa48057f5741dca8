using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;
using Xunit.Sdk;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Carries out what a pool wants, and checks that it may want it.</summary>
/// <param name="pool">The pool as it must be.</param>
internal sealed class SimulatedEffects(SimulatedPool pool)
{
    /// <summary>Carries out an effect.</summary>
    /// <exception cref="XunitException">The pool must not want it.</exception>
    public void Do(PoolEffect effect, PoolExpectation expected)
    {
        switch (effect)
        {
            case PoolEffect.Start start:
                Start(start.Worker);
                break;
            case PoolEffect.Send send:
                Send(pool.Alive(send.Worker), send.Frames, expected);
                break;
            case PoolEffect.CloseInput close:
                Law.Check(
                    !pool.Alive(close.Worker).IsClosed && (pool.IsOver || pool.MustEnd(pool.Alive(close.Worker))),
                    "An input is closed that must not be."
                );
                pool.Alive(close.Worker).IsClosed = true;
                break;
            case PoolEffect.Kill kill:
                Law.Check(expected.MayKill, "A worker is killed for nothing.");
                pool.Alive(kill.Worker).IsKilled = true;
                break;
            case PoolEffect.Measure measure:
                Law.Check(measure.Worker == expected.MeasuredWorker, "A worker is measured that need not be.");
                pool.Alive(measure.Worker).IsMeasured = true;
                break;
            case PoolEffect.Arm { Limit: PoolLimit.Pause } pause:
                Law.Check(pause.Length == PoolRules.GetPause(pool.FailedStarts), "A pause is of another length.");
                pool.IsPauseArmed = true;
                break;
            case PoolEffect.Arm { Limit: PoolLimit.Deadline } deadline:
                pool.Deadline = deadline.Due;
                break;
            case PoolEffect.Arm arm:
                Law.Check(
                    !pool.Alive(arm.Worker).Armed.TryGetValue(arm.Limit, out long job) || job != arm.JobId,
                    "A limit that runs begins anew."
                );
                pool.Alive(arm.Worker).Armed[arm.Limit] = arm.JobId;
                pool.Alive(arm.Worker).HasWorked &= arm.Limit != PoolLimit.Idle;
                break;
            case PoolEffect.End end:
                End(end, expected);
                break;
            case PoolEffect.Progress progress:
                Law.Check(!pool.Ended.Contains(progress.JobId), "A job reports after its end.");
                break;
            case PoolEffect.Used used:
                Law.Check(pool.Alive(used.Worker).IsClosed && expected.MayUse, "A worker's use is noted that must not be.");
                break;
        }
    }

    private void End(PoolEffect.End end, PoolExpectation expected)
    {
        Law.Check(end.JobId < pool.Submitted && pool.Ended.Add(end.JobId), "A job ends twice, or was never there.");
        pool.NoteIfDrained();
        Exception? exception = end.Outcome.ToException();
        Law.Check(
            (expected.Ending.Contains(end.JobId) && expected.EndsWith(exception))
                || (exception is JobQuarantinedException && pool.IsQuarantined(end.JobId) && !pool.IsAsked(end.JobId)),
            "A job ends with what it must not."
        );
        Law.Check(
            exception is null or RemoteException || SimulatedPool.IsGivenUp(exception) == pool.Revoked.Contains(end.JobId),
            "A job that was given up does not end as such."
        );
        Law.Check(
            exception is null or RemoteException || exception is JobDeadlineException == pool.Expired.Contains(end.JobId),
            "A job whose deadline has passed does not end as such."
        );
    }

    private void Start(int worker)
    {
        Law.Check(!pool.IsOver, "A worker is started for a pool that is over.");
        Law.Check(!pool.IsPaused, "A start is tried within the pause.");
        Law.Check(pool.FailedStarts == 0 || pool.Workers.Values.All(other => other.HasGreeted), "A start is tried again while another is.");
        Law.Check(worker > pool.LastWorker, "A worker is started twice.");
        pool.LastWorker = worker;
        pool.Workers.Add(worker, new SimulatedWorker(worker));
        Law.Check(pool.Workers.Count <= pool.Rules.Workers, "There are too many workers.");
    }

    private void Send(SimulatedWorker worker, ImmutableArray<Frame> frames, PoolExpectation expected)
    {
        foreach (Frame frame in frames)
        {
            switch (frame)
            {
                case Call call:
                    Give(worker, call);
                    break;
                case Cancel cancel:
                    Law.Check(
                        worker.Asked.Contains(cancel.JobId) && !pool.Ended.Contains(cancel.JobId),
                        "A job is given up that the worker does not have."
                    );
                    worker.GivenUp.Add(cancel.JobId);
                    break;
                case Recall recall:
                    Law.Check(
                        worker is { HasGreeted: true, IsKilled: false, IsClosed: false, IsRecalled: false }
                            && recall.Count < worker.Asked.Count,
                        "Jobs are asked back that the worker does not have."
                    );
                    Law.Check(
                        expected.MayRecall
                            || pool.Workers.Values.Any(pool.IsFree)
                            || pool.IsTired(worker)
                            || pool.IsUrgent(pool.PriorityOf(worker.Asked[0])),
                        "Jobs are asked back for no worker."
                    );
                    (worker.IsRecalled, worker.HasMoreSinceRecall) = (true, false);
                    break;
                default:
                    Law.Check(frame is Ping && !worker.IsClosed, "That frame is none of a host.");
                    break;
            }
        }
    }

    private void Give(SimulatedWorker worker, Call call)
    {
        Law.Check(worker is { HasGreeted: true, IsKilled: false, IsClosed: false }, "A job is given to a worker that cannot do it.");
        Law.Check(
            !pool.IsAsked(call.JobId) && !pool.Revoked.Contains(call.JobId) && !pool.Ended.Contains(call.JobId),
            "A job is given out that must not be."
        );
        Law.Check(call.IsMany == pool.Messages.Contains(call.JobId), "A message of a batch is not given out as such, or another job is.");
        Law.Check(!pool.IsUrgent(pool.PriorityOf(call.JobId)), "A job is given out before one of a higher priority.");
        Law.Check(!pool.IsQuarantined(call.JobId), "A job is given out whose payload is in quarantine.");
        Law.Check(!pool.IsTired(worker), "A job is given to a worker that is to end.");
        worker.Asked.Add(call.JobId);
        Law.Check(
            pool.Rules.Lives.MaxJobs == 0 || worker.Done + worker.Asked.Count <= pool.Rules.Lives.MaxJobs,
            "A worker has more jobs than it may do."
        );
        (worker.HasWorked, worker.IsRested) = (true, false);
        (worker.HasMoreSinceRecall, worker.HasNoneToGiveBack) = (true, false);
    }
}
