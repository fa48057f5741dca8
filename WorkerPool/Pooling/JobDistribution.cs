using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>Gives the jobs that wait to workers that have none.</summary>
/// <param name="effects">Gets the calls.</param>
/// <param name="workers">The workers of the pool.</param>
/// <param name="jobs">Its jobs.</param>
/// <param name="rules">The rules.</param>
/// <param name="pace">Watches how quick a worker is.</param>
/// <param name="lives">Says how many jobs a worker may still get.</param>
/// <param name="turns">The jobs that workers do.</param>
internal sealed class JobDistribution(
    List<PoolEffect> effects,
    WorkerList workers,
    PoolJobs jobs,
    PoolRules rules,
    PoolPace pace,
    WorkerLives lives,
    JobTurns turns
)
{
    /// <summary>Gives out what can be given out now.</summary>
    public void GiveOut()
    {
        foreach (WorkerState worker in workers.Values)
        {
            // Once more only when all that it was to get is in quarantine.
            while (worker.IsIdle && jobs.WaitingCount > 0)
            {
                int quick = Math.Clamp(jobs.WaitingCount / rules.Workers, 1, worker.Together);
                int count = jobs.CountTogether(rules.Chunks(jobs.WaitingCount, rules.Workers), quick);
                Assign(worker, Math.Min(count, lives.RoomOf(worker)));
            }
        }
    }

    private void Assign(WorkerState worker, int count)
    {
        ImmutableArray<Frame>.Builder calls = ImmutableArray.CreateBuilder<Frame>(count);
        for (int index = 0; index < count; index++)
        {
            if (jobs.Assign(worker) is { } call)
            {
                calls.Add(call);
            }
        }

        if (calls.Count == 0)
        {
            return;
        }

        effects.Add(new PoolEffect.Send(worker.Id, calls.DrainToImmutable()));
        worker.HasWorked = true;
        worker.IsRested = false;
        worker.HasMoreSinceRecall = true;
        worker.HasNoneToGiveBack = false;
        turns.Begin(worker);
        pace.Watch(worker);
        worker.IsHeard = true;
        if (!worker.IsWatched)
        {
            worker.IsWatched = true;
            effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Silence));
        }
    }
}
