namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The job that a worker does or does next: the limits that run for it and for no job behind it.</summary>
/// <param name="effects">Gets the limits.</param>
/// <param name="rules">The rules.</param>
/// <param name="reporter">Is told of each job whose turn it is.</param>
internal sealed class JobTurns(List<PoolEffect> effects, PoolRules rules, PoolReporter reporter)
{
    /// <summary>It is the turn of a worker's first job, if it has one.</summary>
    public void Begin(WorkerState worker)
    {
        if (worker.First is not { } first)
        {
            return;
        }

        if (first.Job.Terms?.Limit is { } limit ? limit != Timeout.InfiniteTimeSpan : rules.LimitsJobs)
        {
            effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Job, first.Job.Id) { Length = first.Job.Terms?.Limit });
        }

        if (reporter.Watch == PoolWatch.Jobs)
        {
            reporter.Tell(new PoolReport.JobBegan(worker.Id, first.Job.Id));
        }
    }

    /// <summary>Limits the cancellation of a worker's first job, if it was given up.</summary>
    /// <remarks>A worker does its jobs in order, so the limit runs for the first; each that follows gets its own.</remarks>
    public void LimitCancellation(WorkerState worker)
    {
        if (worker.First is { IsRevoked: true } first)
        {
            effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Cancellation, first.Job.Id));
        }
    }
}
