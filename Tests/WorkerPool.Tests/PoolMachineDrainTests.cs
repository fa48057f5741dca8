using ConcurrencyBench.Workers.Pooling;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool's decisions when it drains.</summary>
public sealed class PoolMachineDrainTests
{
    [Fact]
    public void Draining_WithJobs_EndsThemAndThenTheWorkers()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0, 1);
        Assert.Empty(pool.Drain());
        Assert.Equal([0], pool.Greet(1).GivenTo(1));
        Assert.Equal([1], pool.Do(1, 0).GivenTo(1));
        ImmutableArray<PoolEffect> effects = pool.Do(1, 1);
        Assert.Equal([1], effects.Ended());
        Assert.Equal([1], effects.ClosedOnes());
        Assert.Equal([(1, -1)], effects.Armed(PoolLimit.Exit));
        Assert.Equal<PoolEffect>([new PoolEffect.AllGone()], pool.Exit(1));
    }

    [Fact]
    public void Draining_WithoutJobs_DisposesAtOnce()
    {
        Assert.Equal<PoolEffect>([new PoolEffect.AllGone()], NewPool(1).Drain());
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Do(1, 0);
        Assert.Equal([1], pool.Drain().ClosedOnes());
    }

    [Fact]
    public void Submitted_WhileItDrains_IsRefusedAndConcernsNoOther()
    {
        ScriptedPool pool = NewPoolWithAChunk(1);
        pool.Drain();
        ImmutableArray<PoolEffect> effects = pool.Submit(1);
        Assert.Equal([1], effects.EndedBy<ObjectDisposedException>());
        Assert.Empty(effects.ClosedOnes());
        Assert.Equal([0], pool.Do(1, 0).Ended());
    }

    /// <summary>A job that its worker has not begun, or may be done again, runs elsewhere as always.</summary>
    [Fact]
    public void Exited_WhileItDrains_RunsItsJobsElsewhere()
    {
        ScriptedPool pool = NewPoolWithAChunk(2, LossPolicy.Retry(1));
        pool.Begin(1, 0);
        pool.Drain();
        ImmutableArray<PoolEffect> effects = pool.Exit(1);
        Assert.Empty(effects.Ended());
        Assert.Equal([2], effects.Started());
        Assert.Equal([0, 1], pool.Greet(2).GivenTo(2));
    }

    [Fact]
    public void Revoked_TheLastJobWhileItDrains_DisposesThePool()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        pool.Drain();
        ImmutableArray<PoolEffect> effects = pool.Revoke(0);
        Assert.Equal([0], effects.EndedBy<OperationCanceledException>());
        Assert.Equal([1], effects.ClosedOnes());
    }

    [Fact]
    public void Disposed_WhileItDrains_CutsTheJobsThatAreLeft()
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Drain();
        Assert.Empty(pool.Drain());
        ImmutableArray<PoolEffect> effects = pool.Dispose();
        Assert.Equal([0, 1], effects.EndedBy<ObjectDisposedException>());
        Assert.Equal([1], effects.ClosedOnes());
        Assert.Empty(pool.Drain());
    }
}
