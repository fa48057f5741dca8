using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Jobs whose deadlines pass.</summary>
public sealed class PoolMachineDeadlineTests
{
    [Fact]
    public void Submitted_Deadlines_TheEarliestHasTheLimit()
    {
        ScriptedPool pool = NewPool(1);
        Assert.Equal([3], pool.SubmitWith(Due(3), 0).Deadlines());
        Assert.Empty(pool.SubmitWith(Due(5), 1).Deadlines());
        Assert.Equal([2], pool.SubmitWith(Due(2), 2).Deadlines());
        Assert.Empty(pool.Submit(3).Deadlines());
        ImmutableArray<PoolEffect> passed = pool.PassDeadline();
        Assert.Equal([2], passed.EndedBy<JobDeadlineException>());
        Assert.Equal([3], passed.Deadlines());
        Assert.Equal([5], pool.PassDeadline().Deadlines());
        Assert.Equal([1], pool.PassDeadline().Ended());
    }

    [Fact]
    public void TimedOut_SeveralOfOneTime_EndTogetherAndAreNotGivenOut()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitWith(Due(1), 0, 1);
        pool.SubmitWith(Due(2), 2);
        Assert.Equal([0, 1], pool.PassDeadline().EndedBy<JobDeadlineException>());
        Assert.Equal([2], pool.Greet(1).GivenTo(1));
    }

    [Fact]
    public void TimedOut_OfARunningJob_CancelsItAndIsItsEnd()
    {
        ScriptedPool pool = Running();
        ImmutableArray<PoolEffect> passed = pool.PassDeadline();
        Assert.Equal([new Cancel(0)], passed.SentTo(1));
        Assert.Equal([(1, 0L)], passed.Armed(PoolLimit.Cancellation));
        Assert.Empty(passed.Ended());
        Assert.Equal([0], pool.Receive(1, new Cancelled(0)).EndedBy<JobDeadlineException>());
    }

    [Fact]
    public void TimedOut_OfARunningJobThatDoesNotListen_EndsItWithItsWorkerAndNotAgain()
    {
        ScriptedPool pool = Running(LossPolicy.Retry(3));
        pool.PassDeadline();
        Assert.Equal([1], pool.Pass(1, PoolLimit.Cancellation, 0).KilledOnes());
        Assert.Equal([0], pool.Exit(1, Killed).EndedBy<JobDeadlineException>());
    }

    [Fact]
    public void TimedOut_OfARunningJob_ItsAnswerCounts()
    {
        ScriptedPool pool = Running();
        pool.PassDeadline();
        Assert.IsType<JobOutcome.Answered>(Assert.Single(pool.Answer(1, 0).OfType<PoolEffect.End>()).Outcome);
    }

    [Fact]
    public void TimedOut_OfAJobBehindAnother_IsGivenUpInItsWorker()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.SubmitWith(Due(1), 0, 1);
        pool.Greet(1);
        pool.Begin(1, 0);
        Assert.Equal([new Cancel(0), new Cancel(1)], pool.PassDeadline().SentTo(1));
        Assert.Equal([1], pool.Receive(1, new Cancelled(1)).EndedBy<JobDeadlineException>());
    }

    [Fact]
    public void TimedOut_OfAJobThatWasCancelledOrHasEnded_ChangesNothing()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitWith(Due(1), 0, 1);
        pool.Greet(1);
        pool.Revoke(0, 1);
        Assert.Empty(pool.PassDeadline());
        Assert.Equal([0], pool.Receive(1, new Cancelled(0)).EndedBy<OperationCanceledException>());
    }

    [Fact]
    public void TimedOut_OfMany_EndsThoseThatWaitAndThoseThatRun()
    {
        ScriptedPool pool = NewPool(1, (_, _) => 10);
        pool.SubmitMany(0, 100, Due(1));
        pool.Greet(1);
        pool.Do(1, 0);
        pool.Revoke(99);
        ImmutableArray<PoolEffect> passed = pool.PassDeadline();
        Assert.Equal(Enumerable.Range(10, 89).Select(job => (long)job), passed.EndedBy<JobDeadlineException>());
        Assert.Equal(Enumerable.Range(1, 9).Select(Frame (job) => new Cancel(job)), passed.SentTo(1));
        Assert.Empty(passed.Deadlines());
        pool.Submit(200);
        for (int job = 1; job < 9; job++)
        {
            Assert.Empty(pool.Receive(1, new Cancelled(job)).GivenTo(1));
        }

        Assert.Equal([200], pool.Receive(1, new Cancelled(9)).GivenTo(1));
    }

    [Fact]
    public void TimedOut_OfMany_IsNotThatOfTheJobAfterThem()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.SubmitMany(0, 2, Due(1));
        pool.Submit(2);
        pool.Greet(1);
        Assert.Equal([new Cancel(0), new Cancel(1)], pool.PassDeadline().SentTo(1));
    }

    [Fact]
    public void TimedOut_OnlyOfJobsThatHaveEnded_BeginsNoMore()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitWith(Due(2), 0);
        pool.SubmitWith(Due(1), 1);
        pool.Greet(1);
        pool.Do(1, 0);
        Assert.Empty(pool.PassDeadline().Deadlines());
    }

    [Fact]
    public void Disposed_WithDeadlines_EndsTheJobsAndTheirLimit()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitWith(Due(1), 0);
        Assert.Equal([0], pool.Dispose().EndedBy<ObjectDisposedException>());
        Assert.Empty(pool.PassDeadline());
        Assert.Empty(pool.SubmitWith(Due(2), 1).Deadlines());
    }

    private static ScriptedPool Running(LossPolicy? onLoss = null)
    {
        ScriptedPool pool = NewPool(1, onLoss: onLoss);
        pool.SubmitWith(Due(1), 0);
        pool.Greet(1);
        pool.Begin(1, 0);
        return pool;
    }

    private static JobTerms Due(int seconds) => new() { Due = TimeSpan.FromSeconds(seconds) };
}
