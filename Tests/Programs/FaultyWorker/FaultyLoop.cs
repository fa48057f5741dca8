using ConcurrencyBench.FaultyWorker.Misbehaviours;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.FaultyWorker;

/// <summary>A worker's loop that fails as planned, and is correct otherwise. It has one thread, which reads and answers.</summary>
internal sealed class FaultyLoop(FaultPlan plan, Line line)
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMilliseconds(50);

    // The answer at hand where no job is.
    private static readonly Reply Nothing = new(0, new byte[sizeof(long)]);

    public int Run()
    {
        FailIfDue(FaultPhase.BeforeHello, Nothing);
        line.Send(new Hello(FrameCodec.Magic, FrameCodec.Version, Environment.ProcessId));
        FailIfDue(FaultPhase.AfterHello, Nothing);
        while (line.Read() is { } frame)
        {
            Take(frame);
        }

        FailIfDue(FaultPhase.Exiting, Nothing);
        line.Send(WorkerUsage.CreateGoodbye());
        return 0;
    }

    private void Take(Frame frame)
    {
        switch (frame)
        {
            case Call call when FaultyJob.Decode(call.Payload.Span) is { IsCulprit: true } job:
                AnswerCulprit(call.JobId, job);
                break;
            case Call call:
                line.Begin(call.JobId);
                line.Send(ReplyTo(call.JobId, FaultyJob.Decode(call.Payload.Span)));
                break;
            case Recall:
                // It has begun all that it has read.
                line.Send(new Recalled([]));
                break;
            case Ping:
                line.Send(new Pong());
                break;
        }
    }

    private void AnswerCulprit(long jobId, FaultyJob job)
    {
        Reply reply = ReplyTo(jobId, job);
        FailIfDue(FaultPhase.Reading, reply);
        line.Begin(jobId);
        FailIfDue(FaultPhase.Computing, reply);
        if (plan.IsDue(FaultPhase.HalfFrame))
        {
            byte[] bytes = FrameCodec.Encode(reply);
            line.SendBytes(bytes.AsSpan(0, bytes.Length / 2));
            Misbehaviour.Do(plan.Kind);
        }

        line.Send(reply);
        FailIfDue(FaultPhase.AfterAnswer, reply);
        if (plan.Phase == FaultPhase.Idle)
        {
            Thread.Sleep(IdleTime);
            FailIfDue(FaultPhase.Idle, reply);
        }
    }

    private static Reply ReplyTo(long jobId, FaultyJob job) => new(jobId, new FieldWriter().Long(job.RightAnswer).ToArray());

    private void FailIfDue(FaultPhase phase, Reply answer)
    {
        if (!plan.IsDue(phase))
        {
            return;
        }

        if (plan.Kind < FaultKind.Garbage)
        {
            Misbehaviour.Do(plan.Kind);
        }

        ProtocolBreach.Do(plan.Kind, line, answer);
    }
}
