namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The reasons for which a pool closes a worker that could go on.</summary>
internal enum RetireReason
{
    /// <summary>It has done as many jobs as it may.</summary>
    Jobs,

    /// <summary>It holds more memory than it should.</summary>
    Memory,

    /// <summary>It has had no job for longer than it may.</summary>
    Idle,
}

/// <summary>The planned ends of workers: those that have done enough, that hold too much memory, or that have nothing to do.</summary>
/// <remarks>
/// A worker that is to end gets no more jobs, gives back those that it has not begun, and is closed when it has answered. None is
/// replaced before it is gone, so that there are never more processes than the pool may have.
/// </remarks>
/// <param name="effects">Gets the closes, limits and measurements.</param>
/// <param name="workers">The workers of the pool.</param>
/// <param name="rules">The rules.</param>
internal sealed class WorkerLives(List<PoolEffect> effects, WorkerList workers, LifeRules rules)
{
    private readonly bool _areEndless = rules == LifeRules.Endless;
    private bool _isWarm = rules.MinWorkers == 0;

    /// <summary>True when those that watch are told of the workers that are closed.</summary>
    public bool IsWatched { get; set; }

    /// <returns>The number of jobs that an idle worker may still get.</returns>
    public int RoomOf(WorkerState worker) => rules.MaxJobs == 0 ? int.MaxValue : rules.MaxJobs - worker.Done;

    /// <summary>Notes that a worker has answered a job.</summary>
    public void NoteAnswer(WorkerState worker)
    {
        worker.Done++;
        if (worker.Done == rules.MaxJobs)
        {
            worker.Retire(RetireReason.Jobs);
        }
    }

    /// <summary>Notes that a limit of memory or of idleness has passed.</summary>
    public void TimeOut(WorkerState worker, PoolLimit limit)
    {
        if (limit == PoolLimit.Memory)
        {
            effects.Add(new PoolEffect.Measure(worker.Id));
            return;
        }

        worker.IsIdleWatched = false;
        worker.IsRested = worker.IsIdle && !worker.HasWorked;
    }

    /// <summary>Notes the memory that a worker holds.</summary>
    /// <returns>The reason to kill it, as part of a sentence; or null.</returns>
    public string? NoteMemory(WorkerState worker, long bytes)
    {
        worker.IsMeasured = false;
        bool isOver = rules.KillBytes > 0 && bytes > rules.KillBytes;
        if (isOver && worker.Assigned.Count > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes, more than the limit of {rules.KillBytes:N0}");
        }

        if (isOver || (rules.RecycleBytes > 0 && bytes > rules.RecycleBytes))
        {
            worker.Retire(RetireReason.Memory);
        }

        return null;
    }

    /// <summary>Closes the workers that are to end and have no job, and arms the limits of the others.</summary>
    public void Look()
    {
        if (_areEndless)
        {
            return;
        }

        foreach (WorkerState worker in workers.Values)
        {
            if (worker.CanWork)
            {
                Look(worker);
            }
        }

        if (!_isWarm && workers.Values.Count(worker => worker.CanWork) >= rules.MinWorkers)
        {
            _isWarm = true;
            effects.Add(new PoolEffect.Warm());
        }
    }

    /// <summary>Closes the input of a worker, which then ends by itself.</summary>
    public void Close(WorkerState worker)
    {
        worker.Phase = WorkerPhase.Closing;
        worker.Assigned.Clear();
        effects.Add(new PoolEffect.CloseInput(worker.Id));
        effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Exit));
    }

    private void Look(WorkerState worker)
    {
        if (worker.IsRested && worker.IsIdle && workers.Values.Count(other => other.Phase != WorkerPhase.Closing) > rules.MinWorkers)
        {
            worker.Retire(RetireReason.Idle);
        }

        if (worker.Retirement is { } reason)
        {
            Dismiss(worker, reason);
        }
        else if (worker.Assigned.Count == 0)
        {
            WatchIdleness(worker);
        }

        WatchMemory(worker);
    }

    // Also while it is about to end: its last job may take all memory.
    private void WatchMemory(WorkerState worker)
    {
        if (rules.LimitsMemory && worker.Assigned.Count > 0 && !worker.IsMeasured)
        {
            worker.IsMeasured = true;
            effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Memory));
        }
    }

    private void Dismiss(WorkerState worker, RetireReason reason)
    {
        if (worker.Assigned.Count == 0)
        {
            Close(worker);
            if (IsWatched)
            {
                effects.Add(new PoolEffect.Tell(new PoolReport.WorkerRetired(worker.Id, reason)));
            }
        }
        else if (worker.MayBeRecalled)
        {
            effects.Add(worker.Recall(worker.Assigned.Count - 1));
        }
    }

    // One limit at a time, however many jobs pass. A worker that has done one meanwhile is looked at once more.
    private void WatchIdleness(WorkerState worker)
    {
        if (rules.EndsIdle && !worker.IsIdleWatched && !worker.IsRested)
        {
            worker.IsIdleWatched = true;
            worker.HasWorked = false;
            effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Idle));
        }
    }
}
