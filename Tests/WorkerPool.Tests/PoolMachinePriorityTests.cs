using ConcurrencyBench.Workers.Pooling;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The order in which jobs of different priorities are given out.</summary>
public sealed class PoolMachinePriorityTests
{
    private static readonly JobTerms High = new() { Priority = 5 };
    private static readonly JobTerms Higher = new() { Priority = 6 };
    private static readonly JobTerms Low = new() { Priority = -1 };

    [Fact]
    public void Submitted_DifferentPriorities_TheHighestIsGivenOutFirstAndOneByOneInOrder()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitWith(Low, 0, 1);
        pool.Submit(2, 3);
        pool.SubmitWith(High, 4, 5);
        pool.SubmitWith(Higher, 6);
        pool.SubmitWith(High, 7);
        List<long> given = [.. pool.Greet(1).GivenTo(1)];
        while (given.Count < 8)
        {
            given.AddRange(pool.Do(1, given[^1]).GivenTo(1));
        }

        Assert.Equal([6, 4, 5, 7, 2, 3, 0, 1], given);
    }

    [Fact]
    public void Submitted_DifferentPriorities_AreNotOfOneChunk()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.Submit(0, 1);
        pool.SubmitWith(High, 2, 3);
        Assert.Equal([2, 3], pool.Greet(1).GivenTo(1));
        pool.Do(1, 2);
        Assert.Equal([0, 1], pool.Do(1, 3).GivenTo(1));
    }

    [Fact]
    public void Submitted_AHigherPriorityThanAChunk_TakesItsPlace()
    {
        ScriptedPool pool = NewPoolWithAChunk(4);
        pool.Begin(1, 0);
        Assert.Equal([(1, 3)], pool.SubmitWith(High, 4).AskedBack());
        Assert.Empty(pool.SubmitWith(High, 5).AskedBack());
        Assert.Empty(pool.GiveBack(1, 1, 2, 3).GivenTo(1));
        Assert.Equal([4, 5], pool.Do(1, 0).GivenTo(1));
        pool.Do(1, 4);
        Assert.Equal([1, 2, 3], pool.Do(1, 5).GivenTo(1));
    }

    [Fact]
    public void Submitted_TheSameOrALowerPriorityThanAChunk_WaitsForItsEnd()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.SubmitWith(High, 0, 1, 2);
        pool.Greet(1);
        Assert.Empty(pool.SubmitWith(High, 3).AskedBack());
        Assert.Empty(pool.Submit(4).AskedBack());
        Assert.Empty(pool.SubmitWith(Low, 5).AskedBack());
    }

    [Fact]
    public void SubmittedMany_AHigherPriority_GoesFirst()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.SubmitMany(0, 100);
        pool.SubmitMany(100, 50, High);
        Assert.Equal(Enumerable.Range(100, 50).Select(job => (long)job), pool.Greet(1).GivenTo(1));
    }

    /// <summary>The waiting ones are not kept for each priority that there ever was.</summary>
    [Fact]
    public void Remove_TheLastOfAPriority_ForgetsIt()
    {
        WaitingJobs waiting = new();
        for (int priority = -1000; priority < 1000; priority++)
        {
            JobState job = new(new PoolJob(priority, default, Terms: new JobTerms { Priority = priority }));
            waiting.AddLast(job);
            waiting.Remove(job);
        }

        Assert.Null(waiting.First);
        Assert.Equal(StatePrint.Render(Used()), StatePrint.Render(waiting));
    }

    private static WaitingJobs Used()
    {
        WaitingJobs waiting = new();
        JobState job = new(new PoolJob(0, default, Terms: High));
        waiting.AddFirst(job);
        waiting.Remove(job);
        return waiting;
    }
}
