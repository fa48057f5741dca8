using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The ends of workers that the pool did not ask for: the fate of their jobs, and starts that have failed.</summary>
/// <param name="workers">The workers that are left.</param>
/// <param name="jobs">The jobs of the pool.</param>
/// <param name="starts">Counts the starts that fail.</param>
/// <param name="quarantine">Counts the losses of each payload.</param>
/// <param name="rules">The rules.</param>
/// <param name="reporter">Is told of each loss.</param>
/// <param name="end">Ends the pool where a loss breaks it.</param>
internal sealed class WorkerLosses(
    WorkerList workers,
    PoolJobs jobs,
    PoolStarts starts,
    Quarantine quarantine,
    PoolRules rules,
    PoolReporter reporter,
    PoolEnd end
)
{
    /// <summary>A worker has ended.</summary>
    public void Lose(WorkerState worker, WorkerExit exit)
    {
        if (worker.Phase == WorkerPhase.Closing)
        {
            reporter.Tell(new PoolReport.WorkerEnded(worker.Id, exit));
            return;
        }

        WorkerExit known = worker.Explain(exit);
        if (!worker.HasAnswered && exit.BegunJob is null)
        {
            jobs.TakeBack(worker);
            string message = worker.Refusal is { } thrown ? StartFailure.Describe(thrown) : StartFailure.Describe(worker.Phase, known);
            FailStart(
                worker,
                new JobOutcome.NotStarted(message) { Thrown = worker.Refusal },
                isNoWorker: known.Reason == LossReason.Protocol && worker.Phase == WorkerPhase.Starting
            );
            return;
        }

        starts.NoteBegun(worker);
        ImmutableArray<JobState> begun = worker.TakeBegun(exit.BegunJob);
        reporter.Tell(new PoolReport.WorkerLost(worker.Id, known, begun.LastOrDefault()?.Job.Id));
        jobs.TakeBack(worker);

        // All losses count before the first of them decides anything: two of these jobs may have one payload.
        foreach (JobState job in begun)
        {
            NoteLoss(job, known);
        }

        // The last one first, so that those that are done again are so in their order. The loss of one may have ended all.
        foreach (JobState job in begun.Reverse().Where(jobs.Contains))
        {
            LoseJob(job, known);
        }
    }

    /// <summary>A start has failed. What the system lacks now it may have later: this ends jobs, and never the pool.</summary>
    public void FailStart(WorkerState worker, JobOutcome.NotStarted reason, bool isNoWorker = false)
    {
        reporter.Tell(new PoolReport.StartFailed(worker.Id, reason.Message, reason.Cause));
        if (worker.Phase == WorkerPhase.Closing)
        {
            return;
        }

        starts.NoteFailure(reason);
        if (workers.Count == 0 && (isNoWorker || starts.AreHopeless))
        {
            jobs.EndWaiting(reason);
        }
    }

    private void LoseJob(JobState job, WorkerExit exit)
    {
        job.Losses++;
        JobOutcome.Lost lost = new(exit, job.Describe());
        JobOutcome.Quarantined? quarantined = IsBlamed(job, exit) ? quarantine.Find(job.Job.Payload) : null;
        bool breaksPool = job.Job.Terms?.BreaksOnLoss ?? rules.BreaksOnLoss;
        if (job.IsRevoked || (quarantined is null && !breaksPool && job.Losses <= (job.Job.Terms?.Retries ?? rules.Retries)))
        {
            jobs.Requeue(job);
            return;
        }

        if (breaksPool)
        {
            TellEnd(exit.Describe());
            end.End(PoolStatus.Broken, lost);
        }
        else
        {
            jobs.End(job, quarantined ?? (JobOutcome)lost);
        }
    }

    // A job is not to blame that was given up, or whose host lacked something.
    private static bool IsBlamed(JobState job, WorkerExit exit) => !job.IsRevoked && exit.Reason != LossReason.Host;

    private void NoteLoss(JobState job, WorkerExit exit)
    {
        if (IsBlamed(job, exit) && quarantine.NoteLoss(job.Job.Payload, new JobOutcome.Lost(exit, job.Describe())) is { } quarantined)
        {
            reporter.Tell(new PoolReport.Quarantined(quarantined.Hash, quarantined.Losses));
        }
    }

    private void TellEnd(string reason)
    {
        if (!jobs.AreOver)
        {
            reporter.Tell(new PoolReport.Broke(reason));
        }
    }
}
