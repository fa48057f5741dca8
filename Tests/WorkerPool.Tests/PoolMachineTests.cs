using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool's decisions, without a process: jobs given out and answered, workers that break the protocol, the end.</summary>
public sealed class PoolMachineTests
{
    private static readonly Frame[] WrongFromAReadyWorker =
    [
        new Hello(FrameCodec.Magic, FrameCodec.Version, 1),
        new Call(0, default),
        new Cancel(0),
        new Reply(1, default),
        new Fault(1, new ThrownException("T", "m", "s")),
        new Cancelled(0),
        new Ping(),
        new Goodbye(1, 1),
        new Recall(1),
        new Recalled([]),
        new Recalled([2]),
    ];

    public static TheoryData<int> WrongFrames => [.. Enumerable.Range(0, WrongFromAReadyWorker.Length)];

    [Fact]
    public void Submitted_TwoJobsForTwoWorkers_StartsTwoAndGivesOneEach()
    {
        ScriptedPool pool = NewPool(2);
        ImmutableArray<PoolEffect> effects = pool.Submit(0, 1);
        Assert.Equal([1, 2], effects.Started());
        Assert.Equal([(1, -1), (2, -1)], effects.Armed(PoolLimit.Start));
        Assert.Equal([0], pool.Greet(1).GivenTo(1));
        Assert.Equal([1], pool.Greet(2).GivenTo(2));
        Assert.Equal([0], pool.Do(1, 0).Ended());
    }

    [Fact]
    public void Submitted_FewerJobsThanWorkers_StartsNoMoreThanNeeded() => Assert.Equal([1], NewPool(8).Submit(0).Started());

    [Fact]
    public void Submitted_NoJobs_DoesNothing() => Assert.Empty(NewPool(2).Submit());

    [Fact]
    public void Submitted_WhileAWorkerIsIdle_IsGivenToItAndStartsNoOther()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Do(1, 0);
        ImmutableArray<PoolEffect> effects = pool.Submit(1);
        Assert.Equal([1], effects.GivenTo(1));
        Assert.Empty(effects.Started());
    }

    [Fact]
    public void Received_AReply_EndsTheJobWithItsPayload()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Begin(1, 0);
        byte[] payload = [1, 2, 3];
        PoolEffect.End end = Assert.Single(pool.Receive(1, new Reply(0, payload)).OfType<PoolEffect.End>());
        Assert.Equal(payload, Assert.IsType<JobOutcome.Answered>(end.Outcome).Payload.ToArray());
    }

    [Fact]
    public void Received_AFault_EndsTheJobAndTheWorkerLivesOn()
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Begin(1, 0);
        ImmutableArray<PoolEffect> effects = pool.Receive(1, new Fault(0, new ThrownException("Type", "message", "stack")));
        Assert.Equal("Type", effects.ExceptionOf<RemoteException>(0).RemoteType);
        Assert.Empty(effects.KilledOnes());
        Assert.Equal([1], pool.Do(1, 1).Ended());
    }

    [Theory]
    [MemberData(nameof(WrongFrames))]
    public void Received_WhatNoWorkerSends_KillsItAndNothingCountsAfterwards(int wrong)
    {
        ScriptedPool pool = NewPoolWithAChunk(3);
        ImmutableArray<PoolEffect> effects = pool.Receive(1, WrongFromAReadyWorker[wrong]);
        Assert.Equal([1], effects.KilledOnes());
        Assert.Empty(effects.Ended());
        Assert.Empty(pool.Answer(1, 0));
        Assert.Empty(pool.Submit(3));
        pool.Dispose();
        Assert.Empty(pool.Receive(1, new Goodbye(1, 1)));
    }

    [Fact]
    public void Received_WhatNoWorkerSendsWhileItDoesAJob_LosesTheJobForThatReason()
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Begin(1, 0);
        Assert.Equal([1], pool.Answer(1, 1).KilledOnes());
        WorkerLostException lost = pool.Exit(1, Killed).ExceptionOf<WorkerLostException>(0);
        Assert.Equal(WorkerLossReason.Protocol, lost.Reason);
        Assert.Contains("unexpected Reply frame", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Received_WhatNoWorkerSendsAfterALimitHasPassed_KeepsTheFirstReasonAndNothingCounts()
    {
        ScriptedPool pool = NewPoolWithAChunk(1, limitsJobs: true);
        pool.Begin(1, 0);
        pool.Pass(1, PoolLimit.Job, 0);
        pool.Answer(1, 7);
        Assert.Empty(pool.Answer(1, 0));
        Assert.Equal(WorkerLossReason.TimeLimit, pool.Exit(1, Killed).ExceptionOf<WorkerLostException>(0).Reason);
    }

    [Fact]
    public void Received_AnAnswerWrittenBeforeTheKill_Counts()
    {
        ScriptedPool pool = NewPoolWithAChunk(1, limitsJobs: true);
        pool.Begin(1, 0);
        pool.Pass(1, PoolLimit.Job, 0);
        Assert.Equal([0], pool.Answer(1, 0).Ended());
        Assert.Empty(pool.Submit(1));
        Assert.Equal([2], pool.Exit(1, Killed).Started());
    }

    [Fact]
    public void Received_FromAWorkerThatIsGone_DoesNothing()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Do(1, 0);
        pool.Exit(1);
        Assert.Empty(pool.Receive(1, new Pong()));
        Assert.Empty(pool.Exit(1));
    }

    [Fact]
    public void Disposed_WithWorkersAndJobs_EndsAllAndWaitsForTheLastWorker()
    {
        ScriptedPool pool = NewPool(2);
        pool.Submit(0, 1, 2);
        pool.Greet(1);
        ImmutableArray<PoolEffect> effects = pool.Dispose();
        Assert.Equal([0, 1, 2], effects.EndedBy<ObjectDisposedException>());
        Assert.Equal([1, 2], effects.ClosedOnes());
        Assert.Equal([(1, -1), (2, -1)], effects.Armed(PoolLimit.Exit));
        Assert.Empty(pool.Answer(1, 0));
        Assert.Empty(pool.Greet(2));
        Assert.DoesNotContain(new PoolEffect.AllGone(), pool.Exit(1));
        Assert.Contains(new PoolEffect.AllGone(), pool.Exit(2));
    }

    [Fact]
    public void Disposed_WithoutWorkers_IsAllGoneAtOnce() =>
        Assert.Equal<PoolEffect>([IsDisposed, new PoolEffect.AllGone()], NewPool(1).Dispose());

    [Fact]
    public void Disposed_Twice_ClosesNothingTwice()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Dispose();
        Assert.Empty(pool.Dispose());
    }

    [Fact]
    public void Submitted_AfterDispose_EndsAtOnce()
    {
        ScriptedPool pool = NewPool(1);
        pool.Dispose();
        ImmutableArray<PoolEffect> effects = pool.Submit(0);
        Assert.Equal([0], effects.EndedBy<ObjectDisposedException>());
        Assert.Empty(effects.Started());
    }

    [Fact]
    public void Received_AGoodbyeAfterTheInputWasClosed_IsNoted()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Dispose();
        Goodbye goodbye = new(5, 7);
        Assert.Equal<PoolEffect>([new PoolEffect.Used(1, goodbye)], pool.Receive(1, goodbye));
    }

    [Theory]
    [InlineData(128, 2, 16)]
    [InlineData(4, 2, 1)]
    [InlineData(1, 7, 1)]
    [InlineData(4096, 2, 512)]
    [InlineData(1_000_000, 2, 1024)]
    public void Guided_SomeWaiting_IsAQuarterOfAShare(int waiting, int workers, int expected) =>
        Assert.Equal(expected, Chunks.Guided(waiting, workers));
}
