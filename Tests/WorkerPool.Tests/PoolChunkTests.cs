using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Jobs that a worker has got with a long one and not begun: they wait for it only when there is no other way.</summary>
public sealed class PoolChunkTests
{
    private const int LongMilliseconds = 4_000;
    private const int Jobs = 40;

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_ShortJobsBehindALongOne_AreDoneByTheFreeWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(2, transport) with { ChunkSize = Jobs });
        await BothWorkersAsync(pool);
        ImmutableArray<WorkerJob> jobs = pool.Submit([
            new WorkerRequest(EchoRequest.Create(Verb.Spin, LongMilliseconds)),
            .. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Sleep, 1)), Jobs - 1),
        ]);
        await Task.WhenAll(jobs[1..].Select(job => job.Answer)).WaitAsync(EchoPool.Limit);
        Assert.False(jobs[0].Answer.IsCompleted);
        await jobs[0].Answer.WaitAsync(EchoPool.Limit);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Cancel_JobsBehindALongOne_EndWhileItRuns(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { ChunkSize = Jobs });
        int worker = await pool.WhoAsync();
        ImmutableArray<WorkerJob> jobs = pool.Submit([
            new WorkerRequest(EchoRequest.Create(Verb.Spin, LongMilliseconds)),
            .. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Sleep, 1)), Jobs - 1),
        ]);
        pool.Cancel(jobs[1..^1]);
        foreach (WorkerJob job in jobs[1..^1])
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.Answer.WaitAsync(EchoPool.Limit));
        }

        Assert.False(jobs[0].Answer.IsCompleted);
        Assert.Equal(worker, EchoRequest.ReadNumber(await jobs[0].Answer.WaitAsync(EchoPool.Limit)));
        Assert.Equal(worker, EchoRequest.ReadNumber(await jobs[^1].Answer.WaitAsync(EchoPool.Limit)));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ManyBehindALongOne_AreDoneByTheOtherWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(2, transport) with { ChunkSize = Jobs });
        using CancellationTokenSource source = new();

        // All wait when the first worker greets: it must not get the others with the endless one.
        Task endless = pool.RunAsync(EchoRequest.Create(Verb.Sleep, Timeout.Infinite), source.Token);
        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(_ => pool.AskAsync(Verb.Sleep, 1)));
        Assert.False(endless.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless.WaitAsync(EchoPool.Limit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void WorkerPool_AChunkSizeBelowOne_Throws(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(EchoPool.Options(1) with { ChunkSize = size }));

    private static async Task BothWorkersAsync(WorkerPool pool)
    {
        while (pool.ProcessIds.Length < 2)
        {
            await Task.WhenAll(pool.AskAsync(Verb.Sleep, 50), pool.AskAsync(Verb.Sleep, 50));
        }
    }
}
