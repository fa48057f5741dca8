using ConcurrencyBench.Workers.Observing;
using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The events that a pool reports to logs, metrics and traces.</summary>
public sealed class PoolReportTests
{
    [Fact]
    public void Handle_AChunk_ReportsEachJobWhenTheOneBeforeItIsAnswered()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.Watch(PoolWatch.Jobs);
        Assert.Empty(pool.Submit(0, 1).Reports());
        Assert.Equal([new PoolReport.JobBegan(1, 0)], pool.Greet(1).Reports());
        Assert.Equal([new PoolReport.JobBegan(1, 1)], pool.Do(1, 0).Reports());
        Assert.Empty(pool.Do(1, 1).Reports());
    }

    [Theory]
    [InlineData(PoolWatch.Nothing)]
    [InlineData(PoolWatch.Workers)]
    public void Handle_NobodyWatchesJobs_ReportsNone(object watch)
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Watch((PoolWatch)watch);
        Assert.Empty(pool.Do(1, 0).Reports());
    }

    [Fact]
    public void Exited_WhileItDoesAJob_ReportsTheLossWithItsJob()
    {
        ScriptedPool pool = Watched(NewPoolWithAChunk(3));
        pool.Do(1, 0);
        pool.Begin(1, 1);
        PoolReport.WorkerLost lost = Assert.IsType<PoolReport.WorkerLost>(Assert.Single(pool.Exit(1).Reports()));
        Assert.Equal((1, 1L, "boom"), (lost.Worker, lost.JobId, lost.Exit.ErrorTail));
    }

    [Fact]
    public void Exited_Idle_ReportsTheLossWithoutAJob()
    {
        ScriptedPool pool = Watched(NewPoolWithAChunk(1));
        pool.Do(1, 0);
        Assert.Null(Assert.IsType<PoolReport.WorkerLost>(Assert.Single(pool.Exit(1).Reports())).JobId);
    }

    [Fact]
    public void Exited_AfterTheClose_ReportsAnEndAndNoLoss()
    {
        ScriptedPool pool = Watched(NewPoolWithAChunk(1));
        pool.Do(1, 0);
        Assert.Empty(pool.Dispose().Reports());
        Assert.IsType<PoolReport.WorkerEnded>(Assert.Single(pool.Exit(1, new WorkerExit(0, "")).Reports()));
    }

    [Fact]
    public void Exited_BeforeAnyJob_ReportsAFailedStartWithItsReason()
    {
        ScriptedPool pool = Watched(NewPool(1));
        pool.Submit(0);
        PoolReport.StartFailed failed = Assert.IsType<PoolReport.StartFailed>(Assert.Single(pool.Exit(1).Reports()));
        Assert.Equal(1, failed.Worker);
        Assert.Contains("boom", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NotStarted_TheSystemRefuses_ReportsAFailedStart()
    {
        ScriptedPool pool = Watched(NewPool(1));
        pool.Submit(0);
        Assert.Equal("there is none", Assert.IsType<PoolReport.StartFailed>(Assert.Single(pool.NotStart(1).Reports())).Reason);
    }

    [Fact]
    public void Exited_UnderBreakPool_ReportsTheLossAndTheEndOfThePool()
    {
        ScriptedPool pool = Watched(NewPool(1, onLoss: LossPolicy.BreakPool));
        pool.Submit(0);
        pool.Greet(1);
        pool.Begin(1, 0);
        Assert.Equal([typeof(PoolReport.WorkerLost), typeof(PoolReport.Broke)], pool.Exit(1).Reports().Select(report => report.GetType()));
    }

    [Fact]
    public void ToTag_EveryReason_IsInTheDocs()
    {
        string docs = File.ReadAllText(RepositoryFolder.File("docs/workers.md"));
        Assert.All(
            Enum.GetValues<LossReason>(),
            reason => Assert.Contains($"`{PoolInstruments.ToTag(reason)}`", docs, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Counts_OverTheLifeOfJobs_AddUpToThoseThatHaveNotEnded()
    {
        PoolMachine machine = new(new PoolRules(2, Chunks.All));
        ScriptedPool pool = new(machine);
        Assert.Equal(default, machine.Counts);
        pool.Submit(0, 1, 2);
        Assert.Equal(new PoolCounts(Waiting: 3, Running: 0, Workers: 2), machine.Counts);
        pool.Greet(1);
        Assert.Equal(new PoolCounts(Waiting: 2, Running: 1, Workers: 2), machine.Counts);
        pool.Do(1, 0);
        Assert.Equal(new PoolCounts(Waiting: 1, Running: 1, Workers: 2), machine.Counts);
        pool.Dispose();
        Assert.Equal(new PoolCounts(Waiting: 0, Running: 0, Workers: 2), machine.Counts);
        pool.Exit(1);
        pool.Exit(2);
        Assert.Equal(default, machine.Counts);
    }

    private static ScriptedPool Watched(ScriptedPool pool)
    {
        pool.Watch(PoolWatch.Workers);
        return pool;
    }
}
