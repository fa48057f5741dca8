using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The promises that a pool keeps between any two events.</summary>
/// <param name="pool">The pool as it must be.</param>
internal sealed class PoolLaws(SimulatedPool pool)
{
    /// <summary>Checks the pool after an event.</summary>
    public void Check()
    {
        CheckLimits();
        CheckStarts();
        CheckFreeWorkers();
        CheckUrgentJobs();
        CheckDeadlines();
        CheckLives();
    }

    /// <summary>Checks that each change of health is told, and no other.</summary>
    public void CheckHealth(PoolStatus before, PoolEffect.HealthChanged? change) =>
        Law.Check(
            change is null ? pool.Status == before : change.Status == pool.Status && change.FailedStarts == pool.FailedStarts,
            "The health is another one."
        );

    private void CheckLimits()
    {
        foreach (SimulatedWorker worker in pool.Workers.Values.Where(worker => !worker.IsKilled))
        {
            Law.Check(worker.HasGreeted || worker.IsClosed || worker.Armed.ContainsKey(PoolLimit.Start), "A start has no limit.");
            Law.Check(!worker.IsClosed || worker.Armed.ContainsKey(PoolLimit.Exit), "An exit has no limit.");
            if (worker.First is { } first && !worker.IsClosed)
            {
                Law.Check(worker.Armed.ContainsKey(PoolLimit.Silence), "Silence has no limit.");
                Law.Check(
                    !pool.Revoked.Contains(first) || worker.Armed.GetValueOrDefault(PoolLimit.Cancellation, -1) == first,
                    "A cancellation has no limit."
                );
                Law.Check(!pool.IsLimited(first) || worker.Armed.GetValueOrDefault(PoolLimit.Job, -1) == first, "A job has no limit.");
            }
        }
    }

    private void CheckStarts()
    {
        Law.Check(!pool.IsPaused || pool.IsPauseArmed, "A pause has no end.");
        Law.Check(pool.IsPaused || pool.Workers.Count > 0 || !pool.Waiting().Any(), "A job waits, and no worker is started.");
        Law.Check(
            pool.IsPaused || pool.IsDraining || pool.IsOver || pool.FailedStarts > 0 || pool.Workers.Count >= pool.Rules.Lives.MinWorkers,
            "Fewer workers live than the pool keeps."
        );
    }

    // The jobs behind one that takes long need not wait for it.
    private void CheckFreeWorkers() =>
        Law.Check(
            pool.IsOver
                || !pool.Workers.Values.Any(pool.IsFree)
                || pool.Workers.Values.All(worker => worker.Asked.Count < 2 || worker.HasNoneToGiveBack || worker.IsKilled)
                || pool.Workers.Values.Any(worker => worker.IsRecalled && !worker.IsKilled),
            "A worker is free, another has jobs that it has not begun, and none is asked back."
        );

    // What is not begun makes way for it.
    private void CheckUrgentJobs() =>
        Law.Check(
            pool.IsOver
                || pool.Workers.Values.All(worker =>
                    worker.Asked.Count < 2
                    || worker.HasNoneToGiveBack
                    || worker.IsKilled
                    || worker.IsRecalled
                    || !pool.IsUrgent(pool.PriorityOf(worker.Asked[0]))
                ),
            "A job waits behind others of a lower priority, and they are not asked back."
        );

    private void CheckDeadlines()
    {
        TimeSpan? next = pool.Open().Where(job => !pool.Revoked.Contains(job)).Min(job => pool.Terms[job]?.Due);
        Law.Check(next is null || pool.Deadline <= next, "A deadline has no limit.");
    }

    private void CheckLives()
    {
        foreach (SimulatedWorker worker in pool.Workers.Values.Where(SimulatedPool.CanWork))
        {
            Law.Check(worker.Asked.Count > 0 || !pool.MustEnd(worker), "A worker that is to end is not closed.");
            Law.Check(
                worker.Asked.Count < 2 || !pool.IsTired(worker) || worker.IsRecalled || worker.HasNoneToGiveBack,
                "A worker that is to end keeps jobs that it has not begun."
            );
            Law.Check(
                worker.Asked.Count == 0
                    || !pool.Rules.Lives.LimitsMemory
                    || worker.IsMeasured
                    || worker.Armed.ContainsKey(PoolLimit.Memory),
                "Memory has no limit."
            );
            Law.Check(
                !pool.IsFree(worker) || !pool.Rules.Lives.EndsIdle || worker.IsRested || worker.Armed.ContainsKey(PoolLimit.Idle),
                "Idleness has no limit."
            );
        }
    }
}
