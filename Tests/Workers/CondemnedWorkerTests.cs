using System.Collections.Immutable;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.Core.Workers.Pooling;
using ConcurrencyBench.Core.Workers.Processes;
using ConcurrencyBench.Core.Workers.Protocol;

namespace ConcurrencyBench.Tests.Workers;

/// <summary>A worker that answers after the pool has decided to kill it.</summary>
public sealed class CondemnedWorkerTests
{
    [Fact]
    public void Handle_AnswersWhenItsLimitHasPassed_GetsNoOtherJobBeforeItDies()
    {
        PoolMachine machine = new(new PoolRules(1, Chunks.One, LossPolicy.FailJob, LimitsJobs: true));
        machine.Handle(new PoolEvent.Submitted([new PoolJob(0, default), new PoolJob(1, default)]));
        machine.Handle(new PoolEvent.Received(1, new Hello(FrameCodec.Magic, FrameCodec.Version, 1)));
        machine.Handle(new PoolEvent.Received(1, new Began(0)));
        Assert.Contains(new PoolEffect.Kill(1), machine.Handle(new PoolEvent.TimedOut(1, PoolLimit.Job, 0)));

        ImmutableArray<PoolEffect> answered = machine.Handle(new PoolEvent.Received(1, new Reply(0, default)));
        Assert.Equal(0, Assert.IsType<PoolEffect.End>(Assert.Single(answered)).JobId);
        Assert.Contains(new PoolEffect.Start(2), machine.Handle(new PoolEvent.Exited(1, new WorkerExit(137, ""))));
    }
}
