using ConcurrencyBench.EchoWorker;
using Microsoft.Extensions.Logging;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The log of a pool.</summary>
public sealed class PoolLogTests
{
    private const string Pool = "ConcurrencyBench.Workers.WorkerPool";

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_AHealthyWorkerPrints_EachLineIsLoggedWithItsProcess(WorkerTransport transport)
    {
        using CollectedLog log = new();
        int worker;
        await using (WorkerPool pool = NewPool(log, transport))
        {
            worker = await pool.WhoAsync();
            await pool.AskAsync(Verb.Print, text: "first line\nsecond");
        }

        // Standard output and standard error of a worker go the same way, each as its program writes it.
        Assert.Equal(["first line", "second", "dnoces", "enil tsrif"], log.LinesOfWorkers.Where(line => line.Length > 0));
        Assert.All(
            log.Named("WorkerWrote"),
            entry => Assert.Equal((worker, "EchoWorker"), (entry.Values["ProcessId"], entry.Values["Pool"]))
        );
        Assert.All(log.Named("WorkerWrote"), entry => Assert.Equal((LogLevel.Information, 10), (entry.Level, entry.Event.Id)));
    }

    [Fact]
    public async Task DisposeAsync_AfterAWorkersLife_ItsStartAndEndAreLogged()
    {
        using CollectedLog log = new();
        int worker;
        await using (WorkerPool pool = NewPool(log))
        {
            worker = await pool.WhoAsync();
        }

        CollectedLog.Entry started = Assert.Single(log.Named("WorkerStarted"));
        Assert.Equal((Pool, LogLevel.Information, 1), (started.Category, started.Level, started.Event.Id));
        Assert.Equal($"Worker {worker} of pool EchoWorker was started.", started.Message);
        CollectedLog.Entry ended = Assert.Single(log.Named("WorkerEnded"));
        Assert.Equal(LogLevel.Debug, ended.Level);
        Assert.Equal($"Worker {worker} of pool EchoWorker has ended with exit code 0.", ended.Message);
        Assert.Equal(2, log.Entries.Length);
    }

    [Fact]
    public async Task RunAsync_TheWorkerExits_TheLossIsLoggedOnceWithItsJobAndReason()
    {
        using CollectedLog log = new();
        await using (WorkerPool pool = NewPool(log))
        {
            await pool.EchoAsync(1);
            await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
        }

        CollectedLog.Entry lost = Assert.Single(log.Named("WorkerLostWithJob"));
        Assert.Equal((LogLevel.Warning, 3, 1L), (lost.Level, lost.Event.Id, lost.Values["JobId"]));
        Assert.Contains("exit code 7", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoSuchProgram_EachFailedStartIsLoggedWithItsCause()
    {
        using CollectedLog log = new();
        await using (
            WorkerPool pool = new(EchoPool.Options(1) with { Command = new("/no/such/program", []), LoggerFactory = log, Name = "hashing" })
        )
        {
            await Assert.ThrowsAsync<WorkerStartException>(() => pool.AskAsync(Verb.Folder));
        }

        ImmutableArray<CollectedLog.Entry> failed = log.Named("WorkerStartFailed");
        Assert.NotEmpty(failed);
        Assert.All(failed, entry => Assert.Equal((LogLevel.Warning, 2, "hashing"), (entry.Level, entry.Event.Id, entry.Values["Pool"])));
        Assert.All(failed, entry => Assert.NotNull(entry.Exception));
        Assert.Empty(log.Named("WorkerStarted"));
    }

    /// <summary>A logger is code of others: what it throws ends no thread of the pool, and what it waits for holds no lock.</summary>
    [Fact]
    public async Task RunAsync_ALoggerThatThrowsOrUsesThePool_HarmsNothing()
    {
        WorkerPool? pool = null;
        using CollectedLog log = new()
        {
            OnEntry = entry => throw new InvalidOperationException($"A logger throws beside {pool!.ProcessIds.Length} workers: {entry}"),
        };
        await using (pool = NewPool(log))
        {
            await pool.AskAsync(Verb.Print, text: "noise");
            await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
            await pool.EchoAsync(100);
        }

        Assert.Contains("noise", log.LinesOfWorkers);
        Assert.Equal(2, log.Named("WorkerStarted").Length);
    }

    [Fact]
    public async Task DisposeAsync_ALoggerThatHangs_EndsAllTheSame()
    {
        using ManualResetEventSlim release = new();
        using CollectedLog log = new() { OnEntry = _ => release.Wait(EchoPool.Limit) };
        WorkerPool pool = NewPool(log);
        await pool.EchoAsync(1);
        await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
        await pool.EchoAsync(1);
        await pool.DisposeAsync();
        Assert.False(release.IsSet);
        release.Set();
    }

    private static WorkerPool NewPool(CollectedLog log, WorkerTransport transport = WorkerTransport.Stdio) =>
        new(EchoPool.Options(1, transport) with { LoggerFactory = log });
}
