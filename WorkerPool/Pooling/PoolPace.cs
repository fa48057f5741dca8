namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The jobs that workers have not begun: how many a quick worker gets at once, and what is taken back for a free one.</summary>
/// <param name="effects">Gets the questions and limits.</param>
/// <param name="workers">The workers of the pool.</param>
/// <param name="jobs">Its jobs.</param>
/// <param name="rules">The rules.</param>
internal sealed class PoolPace(List<PoolEffect> effects, WorkerList workers, PoolJobs jobs, PoolRules rules)
{
    // A free worker takes over half of what another has not begun, so that the jobs behind a long one do not wait for it. Half, because
    // all would go back and forth at the end of many small jobs. One that does not answer is asked once, and the next time another.
    public void Recall()
    {
        if (workers.Count < 2 || jobs.WaitingCount > 0 || jobs.AreOver)
        {
            return;
        }

        bool isOneFree = false;
        WorkerState? fullest = null;
        foreach (WorkerState worker in workers.Values)
        {
            isOneFree |= worker.IsIdle;
            fullest = worker.MayBeRecalled && !(fullest?.Assigned.Count >= worker.Assigned.Count) ? worker : fullest;
        }

        if (isOneFree && fullest is not null)
        {
            effects.Add(fullest.Recall(fullest.Assigned.Count / 2));
        }
    }

    // What is not begun makes way for jobs of a higher priority.
    public void MakeWay()
    {
        if (jobs.UrgentPriority is not { } priority)
        {
            return;
        }

        foreach (WorkerState worker in workers.Values)
        {
            if (worker.MayBeRecalled && worker.First!.Priority < priority)
            {
                effects.Add(worker.Recall(worker.Assigned.Count - 1));
            }
        }
    }

    // A worker gets several jobs that would go alone only while it is quick. When it answers none from one look to the next, those that
    // wait behind the one it does are for the next free worker. It is watched again with the next job.
    public void Look(WorkerState worker)
    {
        bool isStuck = worker.Answers == 0;
        worker.Together = Math.Clamp(worker.Answers / rules.AnswersForEach, 1, PoolRules.MostTogether);
        worker.Answers = 0;
        worker.IsPaced = !isStuck && IsPaceOfUse(worker);
        if (worker.IsPaced)
        {
            effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Pace));
        }
        else if (worker.MayBeRecalled && worker.First!.IsAlone)
        {
            effects.Add(worker.Recall(worker.Assigned.Count - 1));
        }
    }

    // Jobs that come one at a time need no timer.
    private bool IsPaceOfUse(WorkerState worker) => worker.Assigned.Count > 1 || (worker.Assigned.Count > 0 && jobs.WaitingCount > 0);

    public void Watch(WorkerState worker)
    {
        if (!worker.IsPaced && worker.First!.IsAlone && IsPaceOfUse(worker))
        {
            worker.IsPaced = true;
            worker.Answers = 0;
            effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Pace));
        }
    }
}
