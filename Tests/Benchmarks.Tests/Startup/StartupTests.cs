using ConcurrencyBench.Benchmarks.Startup;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Tests.Startup;

public sealed class StartupTests
{
    private const int Workers = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Ids => [.. StartupCatalog.All.Select(spec => spec.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task RunAsync_AgainAndAgain_RunsEveryPart(string id)
    {
        StartupSpec spec = StartupCatalog.All.Single(spec => spec.Id == id);
        using IStartup startup = spec.Create(Workers);
        for (int run = 0; run < 3; run++)
        {
            Assert.Equal(spec.PartsOf(Workers), await startup.RunAsync().AsTask().WaitAsync(Limit));
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, Workers)]
    public async Task RunAsync_APool_KeepsItsWorkersOnlyIfItIsResident(bool isResident, int expected)
    {
        EmptyPool pool = new(BuiltWorker.Find(), Workers, isResident);
        await pool.RunAsync().AsTask().WaitAsync(Limit);
        int[] workers = [.. pool.ProcessIds];
        Assert.Equal(expected, workers.Length);
        await pool.RunAsync().AsTask().WaitAsync(Limit);
        Assert.Equal(workers, pool.ProcessIds);

        pool.Dispose();
        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.Zero);
    }

    [UnixFact]
    public async Task RunAsync_AProgramThatIsNoWorker_IsNeverTimed()
    {
        using EmptyProcess silent = new(new WorkerCommand("/bin/sh", ["-c", "exit 0"]));
        await Assert.ThrowsAsync<WorkerStartException>(() => silent.RunAsync().AsTask().WaitAsync(Limit));
    }

    [Fact]
    public void Prepare_WhatRunsOnlyInPart_IsNeverTimed()
    {
        Partial partial = new();
        Assert.Throws<WrongAnswerException>(() =>
            StartupOperation.Prepare(new StartupSpec("partial", "", workers => workers, _ => partial), Workers)
        );
        Assert.True(partial.IsDisposed);
    }

    private sealed class Partial : IStartup
    {
        public bool IsDisposed { get; private set; }

        public ValueTask<int> RunAsync() => new(Workers - 1);

        public void Dispose() => IsDisposed = true;
    }
}
