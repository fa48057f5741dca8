namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The end of a pool: it was disposed, or a loss has broken it.</summary>
/// <param name="effects">Gets the actions.</param>
/// <param name="workers">The workers of the pool.</param>
/// <param name="jobs">Its jobs.</param>
/// <param name="starts">The starts that have failed.</param>
/// <param name="lives">Closes the workers.</param>
internal sealed class PoolEnd(List<PoolEffect> effects, WorkerList workers, PoolJobs jobs, PoolStarts starts, WorkerLives lives)
{
    /// <summary>Every job ends now, and every worker as soon as it looks at its input.</summary>
    public void End(PoolStatus status, JobOutcome reason)
    {
        effects.Add(new PoolEffect.HealthChanged(status, starts.Failed, reason));
        jobs.EndAll(reason);
        foreach (WorkerState worker in workers.Values.Where(worker => worker.Phase != WorkerPhase.Closing))
        {
            lives.Close(worker);
        }
    }
}
