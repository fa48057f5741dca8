using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool's decisions about workers that are lost.</summary>
public sealed class PoolMachineLossTests
{
    private static readonly WorkerExit Garbage = new(137, "") { Reason = LossReason.Protocol, Sent = "garbage" };

    [Fact]
    public void Exited_WithinAChunk_LosesTheBegunJobAndGivesTheRestToAnother()
    {
        ScriptedPool pool = NewPoolWithAChunk(4);
        pool.Do(1, 0);
        pool.Begin(1, 1);

        ImmutableArray<PoolEffect> effects = pool.Exit(1);

        WorkerLostException lost = effects.ExceptionOf<WorkerLostException>(1);
        Assert.Equal([1], effects.Ended());
        Assert.Equal("boom", lost.ErrorTail);
        Assert.Equal([2], effects.Started());
        Assert.Equal([2, 3], pool.Greet(2).GivenTo(2));
    }

    [Fact]
    public void Exited_WithinAJob_NamesItsSubjectOrItsNumber()
    {
        (object? Subject, string Expected)[] subjects =
        [
            (null, "it did job 7"),
            ("photo.jpg", "it ran photo.jpg"),
            (new OddSubject(), $"it ran {typeof(OddSubject)}"),
        ];
        foreach ((object? subject, string expected) in subjects)
        {
            PoolMachine machine = new(new PoolRules(1, Chunks.One));
            machine.Handle(new PoolEvent.Submitted([new PoolJob(7, default, Subject: subject)]));
            ScriptedPool pool = new(machine);
            pool.Greet(1);
            pool.Begin(1, 7);
            Assert.Contains(expected, pool.Exit(1).ExceptionOf<WorkerLostException>(7).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Exited_BetweenTwoJobsOfAChunk_LosesNone()
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Do(1, 0);
        Assert.Empty(pool.Exit(1).Ended());
        pool.Greet(2);
        Assert.Equal([1], pool.Do(2, 1).Ended());
    }

    /// <summary>Answers that were written, and that could not be read any more: those jobs must not be done again.</summary>
    [Fact]
    public void Exited_WithAnswersThatWereNotRead_LosesAllThatItHadBegun()
    {
        ScriptedPool pool = NewPoolWithAChunk(4);
        pool.Do(1, 0);
        pool.Begin(1, 2);
        Assert.Equal([2, 1], pool.Exit(1).EndedBy<WorkerLostException>());
        Assert.Equal([3], pool.Greet(2).GivenTo(2));
    }

    [Fact]
    public void Exited_WithAnswersThatWereNotReadUnderRetry_DoesThemAgainInTheirOrder()
    {
        ScriptedPool pool = NewPoolWithAChunk(4, LossPolicy.Retry(1));
        pool.Begin(1, 2);
        pool.Revoke(1);
        Assert.Equal([1], pool.Exit(1).EndedBy<OperationCanceledException>());
        Assert.Equal([0, 2, 3], pool.Greet(2).GivenTo(2));
        pool.Begin(2, 0);
        Assert.Equal([0], pool.Exit(2).EndedBy<WorkerLostException>());
        Assert.Equal([2, 3], pool.Greet(3).GivenTo(3));
        pool.Begin(3, 2);
        Assert.Equal([2], pool.Exit(3).EndedBy<WorkerLostException>());
    }

    [Fact]
    public void Exited_WithAnswersThatWereNotReadUnderBreakPool_EndsEachJobOnce()
    {
        ScriptedPool pool = NewPoolWithAChunk(4, LossPolicy.BreakPool);
        pool.Begin(1, 2);
        Assert.Equal([0, 1, 2, 3], pool.Exit(1).EndedBy<WorkerLostException>().Order());
    }

    [Fact]
    public void Exited_CodeZeroWithAJobOwed_IsALossToo()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Begin(1, 0);
        Assert.Equal(0, pool.Exit(1, new WorkerExit(0, "")).ExceptionOf<WorkerLostException>(0).ExitCode);
    }

    [Fact]
    public void Exited_Idle_IsNotReplacedUntilAJobWaits()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Do(1, 0);
        Assert.Empty(pool.Exit(1));
        Assert.Equal([2], pool.Submit(1).Started());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Exited_UnderRetry_DoesTheJobAgainSoOftenAndNotOnceMore(int retries)
    {
        ScriptedPool pool = NewPool(1, onLoss: LossPolicy.Retry(retries));
        pool.Submit(0);
        for (int worker = 1; worker <= retries; worker++)
        {
            LoseWhileDoing(pool, worker);
            Assert.Empty(pool.Exit(worker).Ended());
        }

        LoseWhileDoing(pool, retries + 1);
        ImmutableArray<PoolEffect> effects = pool.Exit(retries + 1);
        Assert.Equal([0], effects.EndedBy<WorkerLostException>());
        Assert.Empty(effects.Started());
    }

    [Fact]
    public void Exited_UnderRetry_CountsForTheJobThatWasBegunOnly()
    {
        ScriptedPool pool = NewPoolWithAChunk(2, LossPolicy.Retry(1));
        pool.Begin(1, 0);
        pool.Exit(1);
        Assert.Equal([0, 1], pool.Greet(2).GivenTo(2));
        pool.Do(2, 0);
        pool.Begin(2, 1);
        Assert.Empty(pool.Exit(2).Ended());
    }

    [Fact]
    public void Exited_UnderBreakPool_EndsAllJobsAndClosesTheOtherWorkers()
    {
        ScriptedPool pool = NewPool(2, onLoss: LossPolicy.BreakPool);
        pool.Submit(0, 1, 2);
        pool.Greet(1);
        pool.Greet(2);
        pool.Begin(1, 0);
        pool.Begin(2, 1);

        ImmutableArray<PoolEffect> effects = pool.Exit(1);

        Assert.Equal([0, 1, 2], effects.EndedBy<WorkerLostException>());
        Assert.Equal([2], effects.ClosedOnes());
        Assert.Equal([(2, -1)], effects.Armed(PoolLimit.Exit));
        Assert.Equal([(PoolStatus.Broken, 0)], effects.Healths());
        Assert.Empty(effects.Started());
        Assert.Empty(pool.Answer(2, 1));
        Assert.Equal([3], pool.Submit(3).EndedBy<WorkerLostException>());
    }

    [Fact]
    public void Exited_UnderBreakPoolWhileNothingIsBegun_BreaksNothing()
    {
        ScriptedPool pool = NewPoolWithAChunk(2, LossPolicy.BreakPool);
        pool.Do(1, 0);
        ImmutableArray<PoolEffect> effects = pool.Exit(1);
        Assert.Empty(effects.Ended());
        Assert.Equal([2], effects.Started());
    }

    [Fact]
    public void Exited_UnderBreakPoolWithAJobGivenUp_BreaksNothing()
    {
        ScriptedPool pool = NewPoolWithAChunk(2, LossPolicy.BreakPool);
        pool.Begin(1, 0);
        pool.Revoke(0);
        ImmutableArray<PoolEffect> effects = pool.Exit(1);
        Assert.Equal([0], effects.EndedBy<OperationCanceledException>());
        Assert.Equal([2], effects.Started());
    }

    [Fact]
    public void Disposed_AfterABreak_EndsLaterJobsAsDisposedAndWaitsForTheWorkers()
    {
        ScriptedPool pool = NewPool(2, onLoss: LossPolicy.BreakPool);
        pool.Submit(0, 1);
        pool.Greet(1);
        pool.Begin(1, 0);
        pool.Exit(1);
        Assert.Equal([(PoolStatus.Disposed, 0)], pool.Dispose().Healths());
        Assert.Equal([2], pool.Submit(2).EndedBy<ObjectDisposedException>());
        Assert.Equal<PoolEffect>([new PoolEffect.AllGone()], pool.Exit(2));
    }

    [Theory]
    [InlineData(FrameCodec.Magic, FrameCodec.Version + 1, "version 6")]
    [InlineData(0x21646C72, FrameCodec.Version, "something else")]
    public void Received_AHelloOfAnother_KillsItAndSaysWhy(int magic, int version, string expected)
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        Assert.Equal([1], pool.Receive(1, new Hello(magic, version, 1)).KilledOnes());
        Assert.Contains(expected, pool.Exit(1, Killed).ExceptionOf<WorkerStartException>(0).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exited_AfterGarbageInsteadOfAHello_EndsWhatWaitsAtOnce()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        ImmutableArray<PoolEffect> effects = pool.Exit(1, Garbage);
        Assert.Contains("garbage", effects.ExceptionOf<WorkerStartException>(0).Message, StringComparison.Ordinal);
        Assert.Empty(effects.Started());
    }

    [Fact]
    public void Exited_AfterGarbageInsteadOfAnAnswer_LosesThatJobOnly()
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Begin(1, 0);
        ImmutableArray<PoolEffect> effects = pool.Exit(1, Garbage);
        Assert.Equal(WorkerLossReason.Protocol, effects.ExceptionOf<WorkerLostException>(0).Reason);
        Assert.Equal([0], effects.Ended());
        Assert.Equal([2], effects.Started());
    }

    private static void LoseWhileDoing(ScriptedPool pool, int worker)
    {
        Assert.Equal([0], pool.Greet(worker).GivenTo(worker));
        pool.Begin(worker, 0);
    }

    private sealed class OddSubject
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
