using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The limits of workers that have passed.</summary>
/// <param name="effects">Gets the actions.</param>
/// <param name="pace">Looks at the pace of a worker.</param>
/// <param name="lives">Looks at its memory and at its idleness.</param>
internal sealed class WorkerLimits(List<PoolEffect> effects, PoolPace pace, WorkerLives lives)
{
    /// <summary>A limit of a worker has passed. It may have been for something that is over.</summary>
    public void TimeOut(WorkerState worker, PoolEvent.TimedOut timedOut)
    {
        bool isFirst = worker.IsFirst(timedOut.JobId);
        switch (timedOut.Limit)
        {
            case PoolLimit.Start when worker.Phase == WorkerPhase.Starting:
                effects.Add(worker.Kill(LossReason.Silent));
                break;
            case PoolLimit.Cancellation when isFirst && worker.First!.IsRevoked:
            case PoolLimit.Job when isFirst:
                effects.Add(worker.Kill(LossReason.TimeLimit));
                break;
            case PoolLimit.Silence when worker.IsWatched:
                LookAt(worker);
                break;
            case PoolLimit.Pace when worker.IsPaced:
                pace.Look(worker);
                break;
            case PoolLimit.Memory or PoolLimit.Idle when worker.CanWork:
                lives.TimeOut(worker, timedOut.Limit);
                break;
            case PoolLimit.Exit when worker.Phase == WorkerPhase.Closing:
                effects.Add(worker.Kill(LossReason.Silent));
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
            effects.Add(worker.Kill(LossReason.Silent));
            return;
        }

        if (!worker.IsHeard)
        {
            worker.IsPinged = true;
            effects.Add(new PoolEffect.Send(worker.Id, [new Ping()]));
        }

        worker.IsHeard = false;
        effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Silence));
    }

    /// <summary>The memory that a worker holds was measured.</summary>
    public void LookAtMemory(WorkerState worker, long bytes)
    {
        if (worker.CanWork && lives.NoteMemory(worker, bytes) is { } held)
        {
            effects.Add(worker.Kill(LossReason.MemoryLimit, held));
        }
    }
}
