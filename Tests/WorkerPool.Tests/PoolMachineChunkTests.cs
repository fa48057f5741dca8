using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool's decisions about jobs that a worker has got and not begun.</summary>
public sealed class PoolMachineChunkTests
{
    [Fact]
    public void Handle_AWorkerIsFreeAndAnotherHasAChunk_AsksForHalfOfIt()
    {
        ScriptedPool pool = NewPool(2, Chunks.All);
        pool.Submit(0, 1, 2, 3, 4);
        Assert.Equal([0, 1, 2, 3, 4], pool.Greet(1).GivenTo(1));
        pool.Begin(1, 0);
        Assert.Equal([(1, 2)], pool.Greet(2).AskedBack());
    }

    [Fact]
    public void Handle_SeveralWorkersAreFreeAndAnotherHasAChunk_AsksForHalfOfIt()
    {
        ScriptedPool pool = NewPool(3, Chunks.All);
        pool.Submit(0, 1, 2, 3, 4);
        pool.Greet(1);
        pool.Begin(1, 0);
        pool.Greet(2);
        pool.GiveBack(1);
        Assert.Empty(pool.Greet(3).AskedBack());
        Assert.Equal([(1, 2)], pool.Do(1, 0).AskedBack());
    }

    [Fact]
    public void Received_WhatWasAskedBack_GoesToTheFreeWorkerInItsOrder()
    {
        ScriptedPool pool = NewBusyAndFree(jobs: 5);
        ImmutableArray<PoolEffect> effects = pool.GiveBack(1, 3, 4);
        Assert.Equal([3, 4], effects.GivenTo(2));
        Assert.Empty(effects.Ended());
        Assert.Empty(effects.AskedBack());
        Assert.Equal([3], pool.Do(2, 3).Ended());
        Assert.Equal([(1, 1)], pool.Do(2, 4).AskedBack());
    }

    [Fact]
    public void Received_NothingOfWhatWasAskedBack_AsksAgainAfterTheNextAnswer()
    {
        ScriptedPool pool = NewBusyAndFree(jobs: 4);
        Assert.Empty(pool.GiveBack(1).AskedBack());
        Assert.Equal([(1, 1)], pool.Do(1, 0).AskedBack());
        pool.Do(1, 1);
        pool.Do(1, 2);
        Assert.Empty(pool.GiveBack(1).AskedBack());
    }

    /// <summary>Its answer crosses the next chunk on the way.</summary>
    [Fact]
    public void Received_NothingOfWhatWasAskedBackAfterItGotMore_AsksAgain()
    {
        ScriptedPool pool = NewBusyAndFree(jobs: 2);
        pool.Submit(2);
        pool.Do(1, 0);
        pool.Do(1, 1);
        Assert.Equal([3, 4], pool.Submit(3, 4).GivenTo(1));
        pool.Begin(1, 3);
        Assert.Empty(pool.Do(2, 2).AskedBack());
        Assert.Equal([(1, 1)], pool.GiveBack(1).AskedBack());
    }

    [Fact]
    public void Handle_AWorkerThatWasAskedHasNotAnswered_AsksItOnce()
    {
        ScriptedPool pool = NewBusyAndFree(jobs: 5);
        Assert.Empty(pool.Do(1, 0).AskedBack());
    }

    [Theory]
    [InlineData(new long[] { 0, 1, 2 })]
    [InlineData(new long[] { 1 })]
    [InlineData(new long[] { 2, 1 })]
    [InlineData(new long[] { 2, 2 })]
    [InlineData(new long[] { 7 })]
    public void Received_ARecallOfTheFirstOrOfOthersThanTheLast_KillsTheWorker(long[] jobs) =>
        Assert.Equal([1], NewBusyAndFree(jobs: 3).GiveBack(1, jobs).KilledOnes());

    [Fact]
    public void Received_AJobThatWasGivenBackAndRevokedMeanwhile_EndsCancelled()
    {
        ScriptedPool pool = NewBusyAndFree(jobs: 3);
        Assert.Empty(pool.Revoke(2).Ended());
        ImmutableArray<PoolEffect> effects = pool.GiveBack(1, 2);
        Assert.Equal([2], effects.EndedBy<OperationCanceledException>());
        Assert.Empty(effects.GivenTo(2));
    }

    [Fact]
    public void Exited_AfterItWasAsked_GivesAllThatItHadNotBegunToTheFreeWorker()
    {
        ScriptedPool pool = NewBusyAndFree(jobs: 4);
        ImmutableArray<PoolEffect> effects = pool.Exit(1);
        Assert.Equal([0], effects.EndedBy<WorkerLostException>());
        Assert.Equal([1, 2, 3], effects.GivenTo(2));
    }

    [Fact]
    public void Submitted_WhileAWorkerIsFree_GoesToItAndNothingIsAskedBack()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Do(1, 0);
        ImmutableArray<PoolEffect> effects = pool.Submit(1, 2);
        Assert.Equal([1, 2], effects.GivenTo(1));
        Assert.Empty(effects.AskedBack());
    }

    [Fact]
    public void Received_CancelledOfALaterJobOfAChunk_EndsItAndTheFirstGoesOn()
    {
        ScriptedPool pool = NewPoolWithAChunk(3, limitsJobs: true);
        pool.Begin(1, 0);
        Assert.Equal([new Cancel(1)], pool.Revoke(1).SentTo(1));
        ImmutableArray<PoolEffect> effects = pool.Receive(1, new Cancelled(1));
        Assert.Equal([1], effects.EndedBy<OperationCanceledException>());
        Assert.Empty(effects.Armed(PoolLimit.Job));
        Assert.Equal([0], pool.Answer(1, 0).Ended());
        Assert.Equal([2], pool.Do(1, 2).Ended());
    }

    [Fact]
    public void Submitted_JobsThatGoAlone_AreGivenOutOneAtATime()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.SubmitAlone(0, 1);
        pool.Submit(2, 3);
        pool.SubmitAlone(4);
        Assert.Equal([0], pool.Greet(1).GivenTo(1));
        Assert.Equal([1], pool.Do(1, 0).GivenTo(1));
        Assert.Equal([2, 3], pool.Do(1, 1).GivenTo(1));
        pool.Do(1, 2);
        Assert.Equal([4], pool.Do(1, 3).GivenTo(1));
    }

    [Fact]
    public void Submitted_JobsThatGoAloneToAQuickWorker_GoTogether() => Assert.Equal([17, 18], NewQuick().Do(1, 16).GivenTo(1));

    [Fact]
    public void Submitted_FewJobsThatGoAloneToAQuickWorker_LeaveTheirShareToTheOthers() =>
        Assert.Equal([17], NewQuick(workers: 2, jobs: 19).Do(1, 16).GivenTo(1));

    [Fact]
    public void TimedOut_PaceWithoutAnAnswer_AsksForAllBehindTheFirstAndGivesOneAtATimeAgain()
    {
        ScriptedPool pool = NewQuick();
        pool.Do(1, 16);
        pool.Begin(1, 17);
        ImmutableArray<PoolEffect> effects = pool.Pass(1, PoolLimit.Pace);
        Assert.Equal([(1, -1)], effects.Armed(PoolLimit.Pace));
        Assert.Empty(effects.AskedBack());

        effects = pool.Pass(1, PoolLimit.Pace);
        Assert.Equal([(1, 1)], effects.AskedBack());
        Assert.Empty(effects.Armed(PoolLimit.Pace));
        Assert.Empty(pool.GiveBack(1, 18).GivenTo(1));
        effects = pool.Do(1, 17);
        Assert.Equal([18], effects.GivenTo(1));
        Assert.Equal([(1, -1)], effects.Armed(PoolLimit.Pace));
    }

    [Fact]
    public void TimedOut_PaceOfAnIdleWorker_IsArmedWithTheNextJobBehindWhichOneWaits()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitAlone(0, 1);
        Assert.Equal([(1, -1)], pool.Greet(1).Armed(PoolLimit.Pace));
        pool.Do(1, 0);
        pool.Do(1, 1);
        Assert.Empty(pool.Pass(1, PoolLimit.Pace));
        Assert.Empty(pool.SubmitAlone(2).Armed(PoolLimit.Pace));
        pool.Do(1, 2);
        Assert.Equal([(1, -1)], pool.SubmitAlone(3, 4).Armed(PoolLimit.Pace));
    }

    [Fact]
    public void Submitted_JobsThatGoAloneOneAfterTheOther_ArmNoPace()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitAlone(0);
        Assert.Empty(pool.Greet(1).Armed(PoolLimit.Pace));
        pool.Do(1, 0);
        Assert.Empty(pool.SubmitAlone(1).Armed(PoolLimit.Pace));
    }

    [Fact]
    public void Submitted_JobsInChunks_ArmNoPace() => Assert.Empty(NewPool(1, Chunks.All).Submit(0, 1).Armed(PoolLimit.Pace));

    // Worker 1 has answered 16 jobs between two looks, and does the next one.
    private static ScriptedPool NewQuick(int workers = 1, int jobs = 40)
    {
        ScriptedPool pool = NewPool(workers);
        pool.SubmitAlone([.. Enumerable.Range(0, jobs)]);
        Assert.Equal([(1, -1)], pool.Greet(1).Armed(PoolLimit.Pace));
        for (int job = 0; job < 16; job++)
        {
            Assert.Equal([job + 1], pool.Do(1, job).GivenTo(1));
        }

        pool.Pass(1, PoolLimit.Pace);
        return pool;
    }

    // Worker 1 has all the jobs and does the first; worker 2 is free, so that worker 1 was asked.
    private static ScriptedPool NewBusyAndFree(int jobs)
    {
        ScriptedPool pool = NewPool(2, Chunks.All);
        pool.Submit([.. Enumerable.Range(0, jobs)]);
        pool.Greet(1);
        pool.Begin(1, 0);
        Assert.Single(pool.Greet(2).AskedBack());
        return pool;
    }
}
