using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool's decisions about workers that end while it goes on, and about those that it keeps.</summary>
public sealed class PoolMachineLifeTests
{
    [Fact]
    public void Received_TheLastJobOfAWorker_ClosesItAndReplacesItWhenItIsGone()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(MaxJobs: 2));
        pool.Watch(PoolWatch.Workers);
        pool.Submit(0, 1, 2);
        Assert.Equal([0, 1], pool.Greet(1).GivenTo(1));
        Assert.Empty(pool.Do(1, 0).ClosedOnes());
        ImmutableArray<PoolEffect> effects = pool.Do(1, 1);
        Assert.Equal([1], effects.ClosedOnes());
        Assert.Equal([(1, -1)], effects.Armed(PoolLimit.Exit));
        Assert.Equal([new PoolReport.WorkerRetired(1, RetireReason.Jobs)], effects.Reports());
        Assert.Empty(effects.Started());
        effects = pool.Exit(1, new WorkerExit(0, ""));
        Assert.IsType<PoolReport.WorkerEnded>(Assert.Single(effects.Reports()));
        Assert.Empty(effects.Ended());
        Assert.Equal([2], effects.Started());
    }

    [Fact]
    public void Measured_AboveTheLimitOfRecycling_TakesJobsBackAndEndsAfterThisOne()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(RecycleBytes: 10));
        pool.Submit(0, 1, 2);
        Assert.Equal([(1, -1)], pool.Greet(1).Armed(PoolLimit.Memory));
        pool.Begin(1, 0);
        Assert.Contains(new PoolEffect.Measure(1), pool.Pass(1, PoolLimit.Memory));
        Assert.Equal([(1, -1)], pool.Measure(1, 10).Armed(PoolLimit.Memory));
        pool.Pass(1, PoolLimit.Memory);
        Assert.Equal([(1, 2)], pool.Measure(1, 11).AskedBack());
        pool.GiveBack(1, 1, 2);
        ImmutableArray<PoolEffect> effects = pool.Answer(1, 0);
        Assert.Equal([0], effects.Ended());
        Assert.Equal([1], effects.ClosedOnes());
        Assert.Equal([2], pool.Exit(1, new WorkerExit(0, "")).Started());
        Assert.Equal([1, 2], pool.Greet(2).GivenTo(2));
    }

    [Fact]
    public void Measured_AboveTheMemoryLimit_KillsWithTheLimitAndWhatWasUsed()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(KillBytes: 2_000));
        pool.Submit(0);
        pool.Greet(1);
        pool.Begin(1, 0);
        pool.Pass(1, PoolLimit.Memory);
        Assert.Empty(pool.Measure(1, 2_000).KilledOnes());
        Assert.Equal([1], pool.Measure(1, 2_001).KilledOnes());
        WorkerLostException lost = pool.Exit(1, Killed).ExceptionOf<WorkerLostException>(0);
        Assert.Equal(WorkerLossReason.MemoryLimit, lost.Reason);
        Assert.Contains("it held 2,001 bytes, more than the limit of 2,000, and was killed", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measured_WithinTheMemoryLimit_GoesOn()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(KillBytes: 20));
        pool.Submit(0, 1);
        pool.Greet(1);
        pool.Begin(1, 0);
        Assert.Empty(pool.Measure(1, 20).AskedBack());
        pool.Answer(1, 0);
        Assert.Empty(pool.Do(1, 1).ClosedOnes());
    }

    /// <summary>The memory of a worker that does nothing is not measured, nor any without a limit of it.</summary>
    [Theory]
    [InlineData(20, 0, false)]
    [InlineData(20, 1, true)]
    [InlineData(0, 1, false)]
    public void Received_AGreeting_ItsMemoryIsWatchedWhereThereIsALimitAndAJob(long killBytes, int jobs, bool isWatched)
    {
        ScriptedPool pool = NewPool(1, new LifeRules(KillBytes: killBytes, MinWorkers: 1));
        pool.Open();
        pool.Submit([.. Enumerable.Range(0, jobs)]);
        Assert.Equal(isWatched ? [(1, -1)] : [], pool.Greet(1).Armed(PoolLimit.Memory));
    }

    [Fact]
    public void Received_TheLastJobOfAWorkerThatIsToEndAnyhow_TellsTheFirstReason()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(MaxJobs: 1, RecycleBytes: 10));
        pool.Watch(PoolWatch.Workers);
        pool.Submit(0);
        pool.Greet(1);
        pool.Begin(1, 0);
        pool.Measure(1, 11);
        Assert.Equal([new PoolReport.WorkerRetired(1, RetireReason.Memory)], pool.Answer(1, 0).Reports());
    }

    [Fact]
    public void Measured_AboveTheMemoryLimitAndAnsweredBeforeTheKill_Counts()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(KillBytes: 20));
        pool.Submit(0);
        pool.Greet(1);
        pool.Begin(1, 0);
        pool.Measure(1, 21);
        Assert.Equal([0], pool.Answer(1, 0).Ended());
    }

    [Fact]
    public void Measured_IdleAboveTheMemoryLimit_IsClosedAndNotKilled()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(KillBytes: 20));
        pool.Submit(0);
        pool.Greet(1);
        pool.Do(1, 0);
        pool.Pass(1, PoolLimit.Memory);
        ImmutableArray<PoolEffect> effects = pool.Measure(1, 21);
        Assert.Empty(effects.KilledOnes());
        Assert.Equal([1], effects.ClosedOnes());
        Assert.Empty(effects.Started());
    }

    [Fact]
    public void TimedOut_IdleForTheLimit_EndsAllButTheKept()
    {
        ScriptedPool pool = NewPool(3, new LifeRules(EndsIdle: true, MinWorkers: 1));
        Assert.Equal([1], pool.Open().Started());
        Assert.Equal([2], pool.Submit(0, 1).Started());
        ImmutableArray<PoolEffect> effects = pool.Greet(2);
        Assert.Contains(new PoolEffect.Warm(), effects);
        Assert.Equal([0, 1], effects.GivenTo(2));
        Assert.Equal([(1, -1)], pool.Greet(1).Armed(PoolLimit.Idle));
        pool.GiveBack(2);
        pool.Do(2, 0);
        Assert.Equal([(2, -1)], pool.Do(2, 1).Armed(PoolLimit.Idle));
        Assert.Equal([1], pool.Pass(1, PoolLimit.Idle).ClosedOnes());
        Assert.Empty(pool.Exit(1, new WorkerExit(0, "")).Started());
        Assert.Empty(pool.Pass(2, PoolLimit.Idle));
        pool.Submit(2);
        Assert.Equal([(2, -1)], pool.Do(2, 2).Armed(PoolLimit.Idle));
    }

    [Fact]
    public void TimedOut_IdleButAtWorkMeanwhile_IsLookedAtOnceMore()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(EndsIdle: true));
        pool.Submit(0);
        pool.Greet(1);
        pool.Do(1, 0);
        pool.Submit(1);
        pool.Do(1, 1);
        ImmutableArray<PoolEffect> effects = pool.Pass(1, PoolLimit.Idle);
        Assert.Empty(effects.ClosedOnes());
        Assert.Equal([(1, -1)], effects.Armed(PoolLimit.Idle));
        Assert.Equal([1], pool.Pass(1, PoolLimit.Idle).ClosedOnes());
    }

    /// <summary>A worker that dies idle is replaced after a pause each time, and never in a loop.</summary>
    [Fact]
    public void Exited_AKeptWorkerThatDiesIdle_IsReplacedAfterPausesThatGrow()
    {
        ScriptedPool pool = NewPool(1, new LifeRules(MinWorkers: 1));
        pool.Open();
        List<TimeSpan> pauses = [];
        for (int worker = 1; worker <= 9; worker++)
        {
            pool.Greet(worker);
            ImmutableArray<PoolEffect> effects = pool.Exit(worker);
            Assert.Empty(effects.Started());
            pauses.Add(Assert.Single(effects.Pauses()));
            Assert.Equal([worker + 1], pool.EndPause().Started());
        }

        Assert.Equal(PoolRules.LongestPause, pauses[^1]);
        Assert.Equal(pauses.Order(), pauses);
    }

    [Fact]
    public void Drained_WithKeptWorkers_StartsNoMore()
    {
        ScriptedPool pool = NewPool(2, new LifeRules(MinWorkers: 2));
        pool.Submit(0);
        pool.Greet(1);
        pool.Begin(1, 0);
        pool.Drain();
        Assert.Empty(pool.Exit(2).Started());
        Assert.Empty(pool.EndPause().Started());
        Assert.Equal([0], pool.Answer(1, 0).Ended());
        Assert.Contains(new PoolEffect.AllGone(), pool.Exit(1));
    }

    [Fact]
    public void Exited_APayloadThatCrashes_CostsAtMostThatManyWorkersAndIsRefusedThen()
    {
        ScriptedPool pool = NewPool(1, LifeRules.Endless, retries: 100, quarantineAfter: 2);
        byte[] poison = [1, 2, 3];
        pool.Submit(0, poison);
        pool.Submit(1, [3, 2, 1]);
        for (int worker = 1; worker <= 2; worker++)
        {
            pool.Greet(worker);
            pool.Begin(worker, 0);
            ImmutableArray<PoolEffect> effects = pool.Exit(worker);
            Assert.Equal(worker == 2 ? [0] : Array.Empty<long>(), effects.EndedBy<JobQuarantinedException>());
        }

        JobQuarantinedException refused = pool.Submit(2, [1, 2, 3]).ExceptionOf<JobQuarantinedException>(2);
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", refused.PayloadHash);
        Assert.Contains(refused.PayloadHash, refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, refused.Losses);
        Assert.IsType<WorkerLostException>(refused.InnerException);
        Assert.Equal([1], pool.Greet(3).GivenTo(3));
        Assert.Empty(pool.ClearQuarantine().Ended());
        Assert.Empty(pool.Submit(3, poison).Ended());
    }

    [Fact]
    public void Exited_APayloadThatCrashes_IsToldWhenItIsInQuarantine()
    {
        ScriptedPool pool = NewPool(1, LifeRules.Endless, retries: 100, quarantineAfter: 2);
        pool.Watch(PoolWatch.Workers);
        pool.Submit(0, [1]);
        for (int worker = 1; worker <= 2; worker++)
        {
            pool.Greet(worker);
            pool.Begin(worker, 0);
            Assert.Equal(worker - 1, pool.Exit(worker).Reports().OfType<PoolReport.Quarantined>().Count());
        }
    }

    [Fact]
    public void ClearQuarantine_BetweenTheLosses_ForgetsTheFirst()
    {
        ScriptedPool pool = NewPool(1, LifeRules.Endless, retries: 100, quarantineAfter: 2);
        pool.Submit(0, [1]);
        for (int worker = 1; worker <= 2; worker++)
        {
            pool.Greet(worker);
            pool.Begin(worker, 0);
            Assert.Empty(pool.Exit(worker).Ended());
            pool.ClearQuarantine();
        }
    }

    [Fact]
    public void NoteLoss_MorePayloadsThanAreRemembered_ForgetsTheOldest()
    {
        Quarantine quarantine = new(1);
        JobOutcome.Lost loss = new(Crash, "it did a job");
        for (int payload = 0; payload <= Quarantine.MostRemembered; payload++)
        {
            Assert.NotNull(quarantine.NoteLoss(BitConverter.GetBytes(payload), loss));
        }

        Assert.Null(quarantine.Find(BitConverter.GetBytes(0)));
        Assert.NotNull(quarantine.Find(BitConverter.GetBytes(1)));
        Assert.NotNull(quarantine.Find(BitConverter.GetBytes(Quarantine.MostRemembered)));
    }

    /// <summary>Jobs whose answers could not be read any more are begun ones: two of one payload can be lost at once.</summary>
    [Fact]
    public void Exited_TwoBegunJobsOfOnePayload_BothAreInQuarantine()
    {
        ScriptedPool pool = NewPool(1, LifeRules.Endless, retries: 100, quarantineAfter: 2);
        pool.Submit(0, [1]);
        pool.Submit(1, [1]);
        pool.Greet(1);
        pool.Begin(1, 1);
        Assert.Equal([0, 1], pool.Exit(1).EndedBy<JobQuarantinedException>().Order());
    }

    [Fact]
    public void Draining_TheLastJobIsInQuarantine_DisposesThePool()
    {
        ScriptedPool pool = NewPool(1, LifeRules.Endless, quarantineAfter: 1);
        pool.Submit(0, [1]);
        pool.Submit(1, [1]);
        pool.Greet(1);
        pool.Begin(1, 0);
        pool.Exit(1);
        pool.Drain();
        ImmutableArray<PoolEffect> effects = pool.Greet(2);
        Assert.Equal([1], effects.EndedBy<JobQuarantinedException>());
        Assert.Equal([(PoolStatus.Disposed, 0)], effects.Healths());
        Assert.Equal([2], effects.ClosedOnes());
    }

    private static ScriptedPool NewPool(int workers, LifeRules lives, int retries = 0, int quarantineAfter = 0) =>
        new(new PoolMachine(new PoolRules(workers, Chunks.All, retries) { Lives = lives, QuarantineAfter = quarantineAfter }));
}
