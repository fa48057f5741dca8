using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool's decisions about jobs that are given up, and about workers that take too long.</summary>
public sealed class PoolMachineLimitTests
{
    [Fact]
    public void Revoked_AWaitingJob_EndsAtOnce()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0, 1);
        pool.Greet(1);
        ImmutableArray<PoolEffect> effects = pool.Revoke(1);
        Assert.Equal([1], effects.EndedBy<OperationCanceledException>());
        Assert.Empty(effects.SentTo(1));
    }

    [Fact]
    public void Revoked_ARunningJob_IsCancelledThenKilledAfterTheLimit()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Begin(1, 0);
        ImmutableArray<PoolEffect> effects = pool.Revoke(0);
        Assert.Equal([new Cancel(0)], effects.SentTo(1));
        Assert.Equal([(1, 0)], effects.Armed(PoolLimit.Cancellation));
        Assert.Empty(effects.Ended());
        Assert.Equal([1], pool.Pass(1, PoolLimit.Cancellation, 0).KilledOnes());
        Assert.Equal([0], pool.Exit(1, Killed).EndedBy<OperationCanceledException>());
    }

    [Fact]
    public void Revoked_TwiceOrAfterItsEnd_DoesNothing()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Begin(1, 0);
        pool.Revoke(0);
        Assert.Empty(pool.Revoke(0, 0));
        pool.Receive(1, new Cancelled(0));
        Assert.Empty(pool.Revoke(0, 7));
    }

    [Fact]
    public void Revoked_SeveralOfAChunk_EachGetsTheLimitWhenItsTurnComes()
    {
        ScriptedPool pool = NewPoolWithAChunk(3);
        pool.Begin(1, 0);
        Assert.Equal([(1, 0)], pool.Revoke(0, 1).Armed(PoolLimit.Cancellation));
        Assert.Equal([(1, 1)], pool.Receive(1, new Cancelled(0)).Armed(PoolLimit.Cancellation));
        Assert.Empty(pool.Receive(1, new Cancelled(1)).Armed(PoolLimit.Cancellation));
    }

    [Fact]
    public void Revoked_ALaterJobOfAChunk_DoesNotProlongTheLimitOfTheFirst()
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Begin(1, 0);
        pool.Revoke(0);
        ImmutableArray<PoolEffect> effects = pool.Revoke(1);
        Assert.Equal([new Cancel(1)], effects.SentTo(1));
        Assert.Empty(effects.Armed(PoolLimit.Cancellation));
    }

    [Fact]
    public void Exited_WithSeveralGivenUp_EndsThemAndArmsNothing()
    {
        ScriptedPool pool = NewPoolWithAChunk(3);
        pool.Begin(1, 0);
        pool.Revoke(0, 1);
        ImmutableArray<PoolEffect> effects = pool.Exit(1);
        Assert.Equal([0, 1], effects.EndedBy<OperationCanceledException>().Order());
        Assert.Empty(effects.Armed(PoolLimit.Cancellation));
    }

    [Fact]
    public void Received_AReplyOfAJobGivenUp_IsItsAnswer()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Begin(1, 0);
        pool.Revoke(0);
        Assert.IsType<JobOutcome.Answered>(Assert.Single(pool.Answer(1, 0).OfType<PoolEffect.End>()).Outcome);
        Assert.Empty(pool.Pass(1, PoolLimit.Cancellation, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Received_CancelledOfAJobGivenUp_EndsItWhetherOrNotItWasBegun(bool hasBegun)
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        if (hasBegun)
        {
            pool.Begin(1, 0);
        }

        pool.Revoke(0);
        Assert.Equal([0], pool.Receive(1, new Cancelled(0)).EndedBy<OperationCanceledException>());
    }

    [Fact]
    public void TimedOut_BeforeAGreeting_KillsAndIsAFailedStart()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        for (int worker = 1; worker <= PoolRules.StartAttempts; worker++)
        {
            Assert.Equal([worker], pool.Pass(worker, PoolLimit.Start).KilledOnes());
            if (worker < PoolRules.StartAttempts)
            {
                Assert.Empty(pool.Exit(worker, Killed).Ended());
                pool.EndPause();
            }
        }

        Assert.Contains(
            "did not greet",
            pool.Exit(PoolRules.StartAttempts, Killed).ExceptionOf<WorkerStartException>(0).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TimedOut_AfterWhatItWasFor_DoesNothing()
    {
        ScriptedPool pool = NewPoolWithAChunk(2, limitsJobs: true);
        pool.Do(1, 0);
        pool.Begin(1, 1);
        Assert.Empty(pool.Pass(1, PoolLimit.Start));
        Assert.Empty(pool.Pass(1, PoolLimit.Job, 0));
        Assert.Empty(pool.Pass(1, PoolLimit.Cancellation, 0));
        Assert.Empty(pool.Pass(1, PoolLimit.Cancellation, 1));
        Assert.Empty(pool.Pass(1, PoolLimit.Exit));
    }

    [Fact]
    public void TimedOut_AJob_KillsItsWorkerForThatReason()
    {
        ScriptedPool pool = NewPool(1, Chunks.All, limitsJobs: true);
        pool.Submit(0, 1);
        Assert.Equal([(1, 0)], pool.Greet(1).Armed(PoolLimit.Job));
        pool.Begin(1, 0);
        Assert.Equal([1], pool.Pass(1, PoolLimit.Job, 0).KilledOnes());
        ImmutableArray<PoolEffect> effects = pool.Exit(1, Killed);
        Assert.Equal(WorkerLossReason.TimeLimit, effects.ExceptionOf<WorkerLostException>(0).Reason);
        Assert.Equal([0], effects.Ended());
    }

    [Fact]
    public void Received_AnAnswer_BeginsTheLimitOfTheNextJob() =>
        Assert.Equal([(1, 1)], NewPoolWithAChunk(2, limitsJobs: true).Do(1, 0).Armed(PoolLimit.Job));

    [Fact]
    public void Received_AnAnswerWithoutALimitForJobs_ArmsNone() => Assert.Empty(NewPoolWithAChunk(2).Do(1, 0).Armed(PoolLimit.Job));

    [Fact]
    public void TimedOut_ThreeIntervalsOfSilence_HeardAskedGivenUp()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Begin(1, 0);
        Assert.Equal<PoolEffect>([new PoolEffect.Arm(1, PoolLimit.Silence)], pool.Pass(1, PoolLimit.Silence));
        ImmutableArray<PoolEffect> effects = pool.Pass(1, PoolLimit.Silence);
        Assert.Equal([new Ping()], effects.SentTo(1));
        Assert.Equal([(1, -1)], effects.Armed(PoolLimit.Silence));
        Assert.Equal<PoolEffect>([new PoolEffect.Kill(1)], pool.Pass(1, PoolLimit.Silence));
        Assert.Equal(WorkerLossReason.Silent, pool.Exit(1, Killed).ExceptionOf<WorkerLostException>(0).Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Received_AfterThePing_BeginsTheSilenceAnew(bool isPong)
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Begin(1, 0);
        pool.Pass(1, PoolLimit.Silence);
        pool.Pass(1, PoolLimit.Silence);
        pool.Receive(1, isPong ? new Pong() : new Reply(0, default));
        Assert.Empty(pool.Pass(1, PoolLimit.Silence).SentTo(1));
        Assert.Equal([new Ping()], pool.Pass(1, PoolLimit.Silence).SentTo(1));
        Assert.Equal([1], pool.Pass(1, PoolLimit.Silence).KilledOnes());
    }

    [Fact]
    public void TimedOut_SilenceOfAnIdleWorker_EndsTheWatchUntilTheNextJob()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Do(1, 0);
        Assert.Empty(pool.Pass(1, PoolLimit.Silence));
        Assert.Equal([(1, -1)], pool.Submit(1).Armed(PoolLimit.Silence));
    }

    [Fact]
    public void TimedOut_AnExit_Kills()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Dispose();
        Assert.Equal([1], pool.Pass(1, PoolLimit.Exit).KilledOnes());
        Assert.Equal<PoolEffect>([new PoolEffect.AllGone()], pool.Exit(1, Killed));
    }
}
