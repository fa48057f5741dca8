using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The frames that workers send: answers, and what breaks the protocol.</summary>
/// <param name="effects">Gets the actions.</param>
/// <param name="jobs">The jobs of the pool.</param>
/// <param name="starts">Hears of each worker that has begun its first job.</param>
/// <param name="lives">Counts the answers of each worker.</param>
/// <param name="turns">The jobs that workers do.</param>
internal sealed class WorkerFrames(List<PoolEffect> effects, PoolJobs jobs, PoolStarts starts, WorkerLives lives, JobTurns turns)
{
    /// <summary>A worker has sent a frame.</summary>
    public void Receive(WorkerState worker, Frame frame)
    {
        worker.IsHeard = true;
        worker.IsPinged = false;
        switch (frame)
        {
            case Goodbye goodbye when worker.Phase == WorkerPhase.Closing && !worker.IsDistrusted:
                effects.Add(new PoolEffect.Used(worker.Id, goodbye));
                break;
            case not null when worker.Phase == WorkerPhase.Closing || worker.IsDistrusted:
                // Sent before its input was closed, or by a worker that broke the protocol.
                break;
            case Hello hello when worker.Phase == WorkerPhase.Starting:
                Greet(worker, hello);
                break;
            case NotReady notReady when worker.MayRefuse:
                worker.Refusal = notReady.Thrown;
                effects.Add(new PoolEffect.Kill(worker.Id));
                break;
            case Pong when worker.Phase == WorkerPhase.Ready:
                break;
            case Reply reply when worker.IsFirst(reply.JobId):
                jobs.End(TakeAnswered(worker, worker.First!), new JobOutcome.Answered(reply.Payload));
                break;
            case Fault fault when worker.IsFirst(fault.JobId):
                jobs.End(TakeAnswered(worker, worker.First!), new JobOutcome.Failed(fault));
                break;
            case Cancelled cancelled when jobs.Find(cancelled.JobId) is { IsRevoked: true } job && job.Worker == worker:
                jobs.End(TakeAnswered(worker, job), job.GivenUp);
                break;
            case Progress progress when worker.IsFirst(progress.JobId):
                PassOn(worker.First!.Job, progress);
                break;
            case Recalled recalled when worker.MayGiveBack(recalled.JobIds):
                worker.IsRecalled = false;
                worker.HasNoneToGiveBack = recalled.JobIds.IsEmpty && !worker.HasMoreSinceRecall;
                jobs.TakeBack(worker, recalled.JobIds.Length);
                break;
            default:
                Distrust(worker, $"an unexpected {frame!.GetType().Name} frame");
                break;
        }
    }

    private void Greet(WorkerState worker, Hello hello)
    {
        if (hello is { Magic: FrameCodec.Magic, Version: FrameCodec.Version })
        {
            worker.Phase = WorkerPhase.Ready;
            return;
        }

        Distrust(
            worker,
            hello.Magic == FrameCodec.Magic
                ? $"version {hello.Version} of the protocol, where this program speaks version {FrameCodec.Version}"
                : "the greeting of something else"
        );
    }

    private JobState TakeAnswered(WorkerState worker, JobState job)
    {
        starts.NoteBegun(worker);
        worker.HasAnswered = true;
        worker.Answers++;
        worker.HasNoneToGiveBack = false;
        bool isFirst = worker.First == job;
        worker.Assigned.Remove(job.Place);
        if (isFirst)
        {
            lives.NoteAnswer(worker);
            turns.LimitCancellation(worker);
            turns.Begin(worker);
        }

        return job;
    }

    private void PassOn(PoolJob job, Progress progress)
    {
        if (job.Terms?.Listener is { } listener)
        {
            effects.Add(new PoolEffect.Progress(job.Id, job.Subject, listener, progress.Content));
        }
    }

    private void Distrust(WorkerState worker, string sent) => effects.Add(worker.Kill(LossReason.Protocol, sent));
}
