using ConcurrencyBench.Workers.Pooling;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool's decisions about many jobs that are submitted together: the same as about those that are submitted alone.</summary>
public sealed class PoolMachineRangeTests
{
    [Fact]
    public void SubmittedMany_BetweenOthers_AreGivenOutInOrder()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        pool.SubmitMany(1, 3);
        pool.Submit(4);
        Assert.Equal([0], pool.Greet(1).GivenTo(1));
        for (int job = 0; job < 4; job++)
        {
            Assert.Equal([job + 1], pool.Do(1, job).GivenTo(1));
        }

        Assert.Equal([4], pool.Do(1, 4).Ended());
    }

    [Fact]
    public void SubmittedMany_InAChunk_GoesAcrossItsEnd()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.SubmitMany(0, 3);
        pool.SubmitMany(3, 2);
        pool.Submit(5);
        Assert.Equal([0, 1, 2, 3, 4, 5], pool.Greet(1).GivenTo(1));
    }

    [Theory]
    [InlineData(new long[] { 0 }, new long[] { 1, 2, 3 })]
    [InlineData(new long[] { 1 }, new long[] { 0, 2, 3 })]
    [InlineData(new long[] { 3 }, new long[] { 0, 1, 2 })]
    [InlineData(new long[] { 2, 1, 2, 9 }, new long[] { 0, 3 })]
    [InlineData(new long[] { 3, 2, 1, 0 }, new long[0])]
    public void Revoked_SomeThatWait_EndAtOnceAndTheOthersAreGivenOut(long[] revoked, long[] given)
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.SubmitMany(0, 4);
        ImmutableArray<PoolEffect> effects = pool.Revoke(revoked);
        Assert.Equal(revoked.Where(job => job < 4).Distinct(), effects.EndedBy<OperationCanceledException>());
        Assert.Empty(pool.Revoke(revoked));
        Assert.Equal(given, pool.Greet(1).GivenTo(1));
        Assert.Empty(pool.Dispose().Ended().Except(given));
    }

    [Fact]
    public void Exited_WithSomeOfARange_PutsThemBeforeTheRest()
    {
        ScriptedPool pool = NewPool(1, (_, _) => 2);
        pool.SubmitMany(0, 4);
        Assert.Equal([0, 1], pool.Greet(1).GivenTo(1));
        pool.Begin(1, 0);
        Assert.Equal([0], pool.Exit(1).Ended());
        Assert.Equal([1, 2], pool.Greet(2).GivenTo(2));
    }

    [Fact]
    public void Disposed_WithARangeThatWaits_EndsEachOnceInOrder()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitMany(0, 4);
        pool.Submit(4);
        pool.Revoke(2);
        pool.Greet(1);
        Assert.Equal([0, 1, 3, 4], pool.Dispose().EndedBy<ObjectDisposedException>());
        Assert.Equal([5, 6], pool.SubmitMany(5, 2).EndedBy<ObjectDisposedException>());
    }

    [Fact]
    public void Exited_ThreeInARowBeforeABeginning_EndsTheRange()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitMany(0, 3);
        pool.Exit(1);
        pool.EndPause();
        pool.Exit(2);
        pool.EndPause();
        Assert.Equal([0, 1, 2], pool.Exit(3).EndedBy<WorkerStartException>());
    }
}
