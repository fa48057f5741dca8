namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The failed starts of workers: their number in a row, and the pause before the next attempt.</summary>
/// <remarks>
/// Workers that were started together fail together, so failures within a pause count as one. After one, workers are tried one at a
/// time until one of them has begun a job.
/// </remarks>
/// <param name="effects">Gets the pauses, and each change of the pool's health.</param>
internal sealed class PoolStarts(List<PoolEffect> effects)
{
    private bool _isPaused;

    /// <summary>The number of attempts that have failed one after the other.</summary>
    public int Failed { get; private set; }

    /// <summary>True when jobs that wait for an attempt wait no longer.</summary>
    public bool AreHopeless => Failed >= PoolRules.StartAttempts;

    /// <param name="starting">The number of workers that are starting now.</param>
    /// <returns>True when another one may be started.</returns>
    public bool AllowAnother(int starting) => !_isPaused && (Failed == 0 || starting == 0);

    /// <summary>Notes that a worker has begun a job. Its first one ends the failures.</summary>
    public void NoteBegun(WorkerState worker)
    {
        if (!worker.HasAnswered && Failed > 0)
        {
            Failed = 0;
            _isPaused = false;
            effects.Add(new PoolEffect.HealthChanged(PoolStatus.Healthy, 0, null));
        }
    }

    /// <summary>Notes that a worker was not started, or has ended before it began a job.</summary>
    public void NoteFailure(JobOutcome.NotStarted reason)
    {
        if (!_isPaused)
        {
            _isPaused = true;
            Failed++;
            effects.Add(new PoolEffect.Arm(PoolEffect.Arm.NoWorker, PoolLimit.Pause) { Length = PoolRules.GetPause(Failed) });
        }

        effects.Add(new PoolEffect.HealthChanged(PoolStatus.StartsFailing, Failed, reason));
    }

    public void EndPause() => _isPaused = false;
}
