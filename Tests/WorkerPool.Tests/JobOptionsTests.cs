using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Jobs with options of their own, and jobs that are cancelled by themselves, in real workers.</summary>
public sealed class JobOptionsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_AHigherPriority_IsBegunBeforeWhatAWorkerHasNotBegun(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { ChunkSize = 100 });
        await pool.WhoAsync();
        ImmutableArray<WorkerJob> chunk = pool.Submit([
            new WorkerRequest(EchoRequest.Create(Verb.Sleep, 500)),
            .. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Count)), 70),
        ]);
        ImmutableArray<WorkerJob> low = Submit(new JobOptions { Priority = -3 });
        ImmutableArray<WorkerJob> high = Submit(new JobOptions { Priority = 1 });
        Task<ReadOnlyMemory<byte>> highest = pool.RunAsync(EchoRequest.Create(Verb.Count), new JobOptions { Priority = int.MaxValue });

        List<int> order = [EchoRequest.ReadNumber(await highest.WaitAsync(EchoPool.Limit))];
        foreach (WorkerJob job in (WorkerJob[])[.. high, .. chunk[1..], .. low])
        {
            order.Add(EchoRequest.ReadNumber(await job.Answer.WaitAsync(EchoPool.Limit)));
        }

        Assert.Equal(Enumerable.Range(0, order.Count), order);

        ImmutableArray<WorkerJob> Submit(JobOptions options) =>
            pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Count)), 3)], options);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Submit_ADeadlineThatPassesBeforeAnyIsBegun_EndsThemWhileTheOtherRuns(int jobs)
    {
        await using WorkerPool pool = EchoPool.New(1);
        Task<ReadOnlyMemory<byte>> running = pool.AskAsync(Verb.Sleep, 3_000);
        ImmutableArray<WorkerJob> late = pool.Submit(
            [.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Count)), jobs)],
            new JobOptions { Deadline = Soon }
        );
        foreach (WorkerJob job in late)
        {
            JobDeadlineException exception = await Assert.ThrowsAsync<JobDeadlineException>(() => job.Answer.WaitAsync(EchoPool.Limit));
            Assert.Contains("deadline", exception.Message, StringComparison.Ordinal);
        }

        Assert.False(running.IsCompleted);
        await running;
        Assert.Equal(0, EchoRequest.ReadNumber(await pool.AskAsync(Verb.Count)));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ADeadlineThatPassesWhileItRuns_CancelsItAndKeepsTheWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(1, transport);
        int worker = await pool.WhoAsync();
        await Assert.ThrowsAsync<JobDeadlineException>(() => RunAsync(pool, Verb.Sleep, 60_000, new JobOptions { Deadline = Soon }));
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ADeadlineThatPassesAndTheJobDoesNotListen_EndsItWithItsWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { CancellationLimit = Soon });
        int worker = await pool.WhoAsync();
        await Assert.ThrowsAsync<JobDeadlineException>(() => RunAsync(pool, Verb.Spin, 60_000, new JobOptions { Deadline = Soon }));
        Assert.NotEqual(worker, await pool.WhoAsync());
    }

    [Fact]
    public async Task RunAsync_DeadlinesThatDoNotPass_ChangeNothing()
    {
        await using WorkerPool pool = EchoPool.New(2);
        foreach (TimeSpan deadline in (TimeSpan[])[EchoPool.Limit, TimeSpan.MaxValue, Timeout.InfiniteTimeSpan])
        {
            await RunAsync(pool, Verb.Sleep, 0, new JobOptions { Deadline = deadline, Limit = deadline });
        }
    }

    [Fact]
    public async Task RunAsync_ALimitOfItsOwn_CountsInsteadOfThatOfThePool()
    {
        await using WorkerPool pool = new(EchoPool.Options(1) with { JobLimit = TimeSpan.FromMilliseconds(400) });
        await RunAsync(pool, Verb.Sleep, 1_000, new JobOptions { Limit = Timeout.InfiniteTimeSpan });
        WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() =>
            RunAsync(pool, Verb.Sleep, 60_000, new JobOptions { Limit = TimeSpan.FromMilliseconds(1) })
        );
        Assert.Equal(WorkerLossReason.TimeLimit, exception.Reason);
    }

    [Fact]
    public async Task RunAsync_AFateOfItsOwn_CountsInsteadOfThatOfThePool()
    {
        using CollectedLog log = new();
        await using (WorkerPool pool = new(EchoPool.Options(1) with { LoggerFactory = log }))
        {
            await Assert.ThrowsAsync<WorkerLostException>(() =>
                RunAsync(pool, Verb.Exit, 3, new JobOptions { OnLoss = LossPolicy.Retry(2) })
            );
        }

        Assert.Equal(3, log.Named("WorkerLostWithJob").Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(long.MinValue)]
    public async Task Submit_ATimeThatIsNotPositive_Throws(long ticks)
    {
        await using WorkerPool pool = EchoPool.New(1);
        TimeSpan time = TimeSpan.FromTicks(ticks);
        Assert.Equal(
            nameof(JobOptions.Deadline),
            Assert.Throws<ArgumentOutOfRangeException>(() => pool.Submit([], new JobOptions { Deadline = time })).ParamName
        );
        Assert.Equal(
            nameof(JobOptions.Limit),
            Assert.Throws<ArgumentOutOfRangeException>(() => pool.Submit([], new JobOptions { Limit = time })).ParamName
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Cancel_AJob_EndsItAndNoOther(int others)
    {
        await using WorkerPool pool = EchoPool.New(1);
        await pool.WhoAsync();
        ImmutableArray<WorkerJob> jobs = pool.Submit([
            new WorkerRequest(EchoRequest.Create(Verb.Sleep, 60_000)),
            .. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Count)), others + 1),
        ]);
        jobs[^1].Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => jobs[^1].Answer.WaitAsync(EchoPool.Limit));
        Assert.False(jobs[0].Answer.IsCompleted);
        jobs[0].Cancel();
        jobs[0].Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => jobs[0].Answer.WaitAsync(EchoPool.Limit));
        Assert.Equal(others - 1, EchoRequest.ReadNumber(await jobs[^2].Answer.WaitAsync(EchoPool.Limit)));
        jobs[^2].Cancel();
        Assert.Equal(others - 1, EchoRequest.ReadNumber(await jobs[^2].Answer));
    }

    [Fact]
    public void Cancel_TheDefaultOfItsType_Throws() => Assert.Throws<InvalidOperationException>(() => default(WorkerJob).Cancel());

    private static Task<ReadOnlyMemory<byte>> RunAsync(WorkerPool pool, Verb verb, int number, JobOptions options) =>
        pool.RunAsync(EchoRequest.Create(verb, number), options).WaitAsync(EchoPool.Limit);
}
