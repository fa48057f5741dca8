using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Pools that drain.</summary>
public sealed class PoolDrainTests
{
    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task DrainAsync_WithJobs_AnswersThemRefusesOthersAndLeavesNoProcess(WorkerTransport transport)
    {
        WorkerPool pool = EchoPool.New(2, transport);
        await pool.WhoAsync();
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Sleep, 100)), 10)]);
        ImmutableArray<int> workers = pool.ProcessIds;
        Task<bool> drained = pool.DrainAsync(EchoPool.Limit);
        ObjectDisposedException refused = await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.AskAsync(Verb.Sleep));
        Assert.Contains("drains", refused.Message, StringComparison.Ordinal);
        Assert.True(await drained.WaitAsync(EchoPool.Limit));
        Assert.All(jobs, job => Assert.True(job.Answer.IsCompletedSuccessfully));
        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.Zero);
        Assert.Empty(pool.ProcessIds);
        Assert.True(await pool.DrainAsync(TimeSpan.Zero));
        await pool.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task DrainAsync_AtItsTimeout_DisposesAndSaysSo(WorkerTransport transport)
    {
        WorkerPool pool = EchoPool.New(2, transport);
        await pool.WhoAsync();
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Sleep, 60_000)), 4)]);
        Task<bool> patient = pool.DrainAsync(TimeSpan.MaxValue);
        Assert.False(await pool.DrainAsync(TimeSpan.FromMilliseconds(100)).WaitAsync(EchoPool.Limit));
        Assert.False(await patient.WaitAsync(EchoPool.Limit));
        Assert.All(jobs, job => Assert.IsType<ObjectDisposedException>(job.Answer.Exception?.InnerException));
        Assert.Empty(pool.ProcessIds);
    }

    [Fact]
    public async Task DrainAsync_ThatIsDisposedMeanwhile_EndsWithIt()
    {
        WorkerPool pool = EchoPool.New(1);
        Task job = pool.AskAsync(Verb.Sleep, 60_000);
        Task<bool> drained = pool.DrainAsync(Timeout.InfiniteTimeSpan);
        await pool.DisposeAsync().AsTask().WaitAsync(EchoPool.Limit);
        Assert.False(await drained.WaitAsync(EchoPool.Limit));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => job);
    }

    [Fact]
    public async Task DrainAsync_APoolThatDidNothing_EndsAtOnce()
    {
        WorkerPool pool = EchoPool.New(1);
        Assert.True(await pool.DrainAsync(Timeout.InfiniteTimeSpan).WaitAsync(EchoPool.Limit));
    }

    [Fact]
    public async Task DrainAsync_ANegativeTime_IsAnArgumentExceptionAndDrainsNothing()
    {
        await using WorkerPool pool = EchoPool.New(1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("timeout", () => pool.DrainAsync(TimeSpan.FromSeconds(-1)));
        await pool.EchoAsync(1);
    }

    /// <summary>As a service is stopped: the signal reaches all processes, and the host drains.</summary>
    [UnixTheory]
    [MemberData(nameof(Transports))]
    public async Task DrainAsync_ASignalThatReachedTheWorkersToo_AnswersEveryJob(WorkerTransport transport)
    {
        const int SigTerm = 15;
        WorkerPool pool = EchoPool.New(2, transport);
        await Task.WhenAll(pool.AskAsync(Verb.Sleep, 200), pool.AskAsync(Verb.Sleep, 200));
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Spin, 20)), 20)]);
        foreach (int worker in pool.ProcessIds)
        {
            Signals.Send(worker, SigTerm);
        }

        Assert.True(await pool.DrainAsync(EchoPool.Limit));
        Assert.All(jobs, job => Assert.True(job.Answer.IsCompletedSuccessfully));
    }
}
