using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Jobs that are cancelled, and pools that end.</summary>
public sealed class PoolEndTests
{
    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_CancelledWhileItRuns_EndsAndKeepsTheWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(1, transport);
        int worker = await pool.WhoAsync();
        using CancellationTokenSource source = new();
        Task running = pool.RunAsync(EchoRequest.Create(Verb.Sleep, 60_000), source.Token);
        await Task.Delay(50);
        await source.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            running.WaitAsync(EchoPool.Limit)
        );
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_CancelledWhileItRunsAndDoesNotListen_EndsWithItsWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { CancellationLimit = TimeSpan.FromMilliseconds(200) });
        int worker = await pool.WhoAsync();
        using CancellationTokenSource source = new(100);
        long start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            pool.RunAsync(EchoRequest.Create(Verb.Spin, 60_000), source.Token).WaitAsync(EchoPool.Limit)
        );
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(10));
        Assert.NotEqual(worker, await pool.WhoAsync());
        await OtherProcesses.AssertGoneAsync([worker], TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_CancelledWhileItWaits_EndsAtOnceAndTheOthersAreAnswered(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(1, transport);
        await pool.WhoAsync();
        using CancellationTokenSource source = new();
        Task<ReadOnlyMemory<byte>> running = pool.AskAsync(Verb.Sleep, 700);
        Task<ReadOnlyMemory<byte>> waiting = pool.RunAsync(EchoRequest.Create(Verb.Sleep), source.Token);
        Task<ReadOnlyMemory<byte>> after = pool.AskAsync(Verb.Sleep);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(EchoPool.Limit));
        Assert.False(running.IsCompleted);
        await running;
        await after;
    }

    [Fact]
    public async Task RunAsync_CancelledBefore_StartsNothing()
    {
        await using WorkerPool pool = EchoPool.New(1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            pool.RunAsync(EchoRequest.Create(Verb.Sleep), new CancellationToken(canceled: true))
        );
        await Task.Delay(50);
        Assert.Empty(pool.ProcessIds);
    }

    /// <summary>A job's own callback that throws is no reason for its worker to die.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ACancellationCallbackThatThrows_EndsTheJobAndKeepsTheWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(1, transport);
        int worker = await pool.WhoAsync();
        using CancellationTokenSource source = new(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            pool.RunAsync(EchoRequest.Create(Verb.CancelBadly), source.Token).WaitAsync(EchoPool.Limit)
        );
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task DisposeAsync_ManyTimesAtOnceAtWork_EndsEveryJobAndWorker(WorkerTransport transport)
    {
        WorkerPool pool = EchoPool.New(2, transport);
        await pool.WhoAsync();
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Sleep, 60_000)), 20)]);
        await Task.Delay(100);
        ImmutableArray<int> workers = pool.ProcessIds;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => pool.DisposeAsync().AsTask()))).WaitAsync(EchoPool.Limit);
        await pool.DisposeAsync().AsTask().WaitAsync(EchoPool.Limit);

        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.Zero);
        Assert.All(jobs, job => Assert.IsType<ObjectDisposedException>(job.Answer.Exception?.InnerException));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.AskAsync(Verb.Sleep));
        Assert.IsType<ObjectDisposedException>(
            pool.Submit([new WorkerRequest(EchoRequest.Create(Verb.Sleep))])[0].Answer.Exception?.InnerException
        );
    }

    /// <summary>It closes the input of a worker that does not look at it, and of one that was stopped.</summary>
    [UnixTheory]
    [MemberData(nameof(Transports))]
    public async Task DisposeAsync_WorkersThatDoNotListen_EndWithinTheLimit(WorkerTransport transport)
    {
        WorkerPool pool = new(EchoPool.Options(2, transport) with { ExitLimit = TimeSpan.FromMilliseconds(300) });
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Spin, 60_000)), 2)]);
        await Task.Delay(500);
        ImmutableArray<int> workers = pool.ProcessIds;
        Signals.TryStop(workers[0]);
        await pool.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.Zero);
        Assert.All(jobs, job => Assert.IsType<ObjectDisposedException>(job.Answer.Exception?.InnerException));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task DisposeAsync_WhileOthersSubmit_EveryJobEndsAnsweredOrDisposed(WorkerTransport transport)
    {
        WorkerPool pool = EchoPool.New(2, transport);
        await pool.WhoAsync();
        TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(int Answered, int Disposed)>[] submitters =
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => SubmitUntilDisposedAsync(pool, answered))),
        ];
        await answered.Task.WaitAsync(EchoPool.Limit);
        await Task.Delay(20);
        await pool.DisposeAsync().AsTask().WaitAsync(EchoPool.Limit);

        (int Answered, int Disposed)[] ends = await Task.WhenAll(submitters).WaitAsync(EchoPool.Limit);
        Assert.True(ends.Sum(end => end.Answered) > 0);
        Assert.All(ends, end => Assert.True(end.Disposed > 0));
        Assert.Empty(pool.ProcessIds);
    }

    private static async Task<(int Answered, int Disposed)> SubmitUntilDisposedAsync(WorkerPool pool, TaskCompletionSource answered)
    {
        int answers = 0;
        while (true)
        {
            Task<ReadOnlyMemory<byte>>[] jobs =
            [
                .. pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Echo(64)), 20)]).Select(job => job.Answer),
            ];
            await ((Task)Task.WhenAll(jobs)).WaitAsync(EchoPool.Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Task<ReadOnlyMemory<byte>>[] others = [.. jobs.Where(job => !job.IsCompletedSuccessfully)];
            answers += jobs.Length - others.Length;
            if (others.Length > 0)
            {
                Assert.All(others, job => Assert.IsType<ObjectDisposedException>(job.Exception?.InnerException));
                return (answers, others.Length);
            }

            answered.TrySetResult();
        }
    }
}
