using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The options of the jobs of batches and streams, in real workers.</summary>
public sealed class GroupOptionsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly JobOptions Twice = new() { OnLoss = LossPolicy.Retry(2) };

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    /// <summary>What waits is begun by priority, whichever call it is of.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunBatchAsync_WithAPriority_IsBegunInItsTurn(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { ChunkSize = 2 });
        await pool.WhoAsync();
        Task<ReadOnlyMemory<byte>> running = pool.AskAsync(Verb.Sleep, 1_000);
        Task<ImmutableArray<ReadOnlyMemory<byte>>> low = pool.RunBatchAsync(Counts(3), new JobOptions { Priority = -1 });
        Task<ImmutableArray<ReadOnlyMemory<byte>>> usual = pool.RunBatchAsync(Counts(3));
        Task<List<StreamAnswer>> high = ToListAsync(
            pool.StreamAsync(Counts(3).ToAsyncEnumerable(), new StreamOptions { Jobs = new JobOptions { Priority = 1 } })
        );
        Assert.Equal([0, 1, 2], (await high).Select(answer => EchoRequest.ReadNumber(answer.Payload)));
        Assert.Equal([3, 4, 5], (await usual.WaitAsync(EchoPool.Limit)).Select(EchoRequest.ReadNumber));
        Assert.Equal([6, 7, 8], (await low.WaitAsync(EchoPool.Limit)).Select(EchoRequest.ReadNumber));
        await running;
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunBatchAsync_ADeadlineThatPasses_EndsTheBatchAndKeepsTheWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { ChunkSize = 3 });
        int worker = await pool.WhoAsync();
        await Assert.ThrowsAsync<JobDeadlineException>(() =>
            RunBatchAsync(pool, new JobOptions { Deadline = Soon }, [.. Enumerable.Repeat((Verb.Sleep, 50), 100)])
        );
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Fact]
    public async Task RunBatchAsync_ALimitOfItsOwn_CountsForEachMessage()
    {
        await using WorkerPool pool = new(EchoPool.Options(1) with { ChunkSize = 1, JobLimit = TimeSpan.FromMilliseconds(400) });
        await RunBatchAsync(pool, new JobOptions { Limit = Timeout.InfiniteTimeSpan }, (Verb.Sleep, 1_000));
        await RunBatchAsync(pool, new JobOptions { Limit = TimeSpan.FromSeconds(5) }, [.. Enumerable.Repeat((Verb.Sleep, 100), 8)]);
        WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() =>
            RunBatchAsync(pool, new JobOptions { Limit = TimeSpan.FromMilliseconds(1) }, (Verb.Sleep, 60_000))
        );
        Assert.Equal(WorkerLossReason.TimeLimit, exception.Reason);
    }

    [Fact]
    public async Task RunBatchAsync_AFateOfItsOwn_CountsInsteadOfThatOfThePool()
    {
        using CollectedLog log = new();
        await using (WorkerPool pool = new(EchoPool.Options(1) with { LoggerFactory = log }))
        {
            await Assert.ThrowsAsync<WorkerLostException>(() => RunBatchAsync(pool, Twice, (Verb.Exit, 3)));
        }

        Assert.Equal(3, log.Named("WorkerLostWithJob").Length);
    }

    /// <summary>Whoever hears of a message is told the places of its payloads.</summary>
    [Fact]
    public async Task RunBatchAsync_JobsThatReport_AreHeardWithTheirPlaces()
    {
        await using WorkerPool pool = NewReporting(2);
        ConcurrentDictionary<Range, int> heard = new();
        JobOptions options = new() { OnProgress = Hear };
        await pool.RunBatchAsync([.. Enumerable.Range(1, 4).Select(Report)], options).WaitAsync(EchoPool.Limit);
        Assert.Equal([(0..2, 2), (2..4, 4)], heard.OrderBy(pair => pair.Key.Start.Value).Select(pair => (pair.Key, pair.Value)));

        void Hear(JobProgress progress) => heard[(Range)progress.Subject!] = EchoRequest.ReadNumber(progress.Content);
    }

    [Fact]
    public async Task StreamAsync_JobsThatReport_AreHeardWithTheirIndices()
    {
        await using WorkerPool pool = NewReporting(2);
        ConcurrentDictionary<long, int> heard = new();
        StreamOptions options = new()
        {
            Window = 4,
            Jobs = new JobOptions { OnProgress = Hear },
        };
        await ToListAsync(pool.StreamAsync(Enumerable.Range(1, 20).Select(Report).ToAsyncEnumerable(), options));
        Assert.Equal(Enumerable.Range(0, 20).Select(index => ((long)index, index + 1)), Sorted());

        void Hear(JobProgress progress) => heard[(long)progress.Subject!] = EchoRequest.ReadNumber(progress.Content);

        IEnumerable<(long, int)> Sorted() => heard.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));
    }

    /// <summary>It is that of each job, from the moment when its payload was read; the others go on.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task StreamAsync_ADeadline_IsThatOfEachJob(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(1, transport);
        int worker = await pool.WhoAsync();
        TaskCompletionSource areAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<Exception?> ends = [];
        await foreach (StreamAnswer answer in pool.StreamAsync(Payloads(), new StreamOptions { Jobs = new JobOptions { Deadline = Soon } }))
        {
            ends.Add(answer.Exception);
            if (ends.Count == 3)
            {
                areAnswered.SetResult();
            }
        }

        Assert.All(ends[..3], end => Assert.IsType<JobDeadlineException>(end));
        Assert.Equal([null], ends[3..]);
        Assert.Equal(worker, await pool.WhoAsync());

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Payloads([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return EchoRequest.Create(Verb.Sleep, 60_000);
            yield return EchoRequest.Create(Verb.Count);
            yield return EchoRequest.Create(Verb.Count);
            await areAnswered.Task.WaitAsync(EchoPool.Limit, cancellationToken);
            yield return EchoRequest.Create(Verb.Echo);
        }
    }

    [Fact]
    public async Task StreamAsync_LimitAndFateOfItsOwn_CountInsteadOfThoseOfThePool()
    {
        using CollectedLog log = new();
        List<StreamAnswer> answers;
        await using (WorkerPool pool = new(EchoPool.Options(1) with { LoggerFactory = log }))
        {
            StreamOptions options = new() { Jobs = Twice with { Limit = Soon } };
            answers = await ToListAsync(
                pool.StreamAsync(new[] { (Verb.Echo, 1), (Verb.Sleep, 60_000), (Verb.Echo, 2) }.Select(Create).ToAsyncEnumerable(), options)
            );
        }

        Assert.Equal([1, 2], new[] { answers[0], answers[2] }.Select(answer => EchoRequest.NumberOf(answer.Payload.Span)));
        Assert.Equal(WorkerLossReason.TimeLimit, Assert.IsType<WorkerLostException>(answers[1].Exception).Reason);
        Assert.Equal(3, log.Named("WorkerLostWithJob").Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public async Task GroupsOfJobs_ATimeThatIsNotPositive_AreRefusedBeforeAnyBegins(long ticks)
    {
        await using WorkerPool pool = EchoPool.New(1);
        JobOptions deadline = new() { Deadline = TimeSpan.FromTicks(ticks) };
        JobOptions limit = new() { Limit = TimeSpan.FromTicks(ticks) };
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(nameof(JobOptions.Deadline), () => pool.RunBatchAsync(Counts(1), deadline));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(nameof(JobOptions.Limit), () => pool.RunBatchAsync(Counts(1), limit));
        foreach (JobOptions options in (JobOptions[])[deadline, limit])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() =>
                pool.StreamAsync(Counts(1).ToAsyncEnumerable(), new StreamOptions { Jobs = options })
            );
        }

        Assert.Empty(pool.ProcessIds);
    }

    private static async Task<List<StreamAnswer>> ToListAsync(IAsyncEnumerable<StreamAnswer> answers) =>
        await answers.ToListAsync().AsTask().WaitAsync(EchoPool.Limit);

    private static Task<ImmutableArray<ReadOnlyMemory<byte>>> RunBatchAsync(
        WorkerPool pool,
        JobOptions options,
        params (Verb, int)[] jobs
    ) => pool.RunBatchAsync([.. jobs.Select(Create)], options).WaitAsync(EchoPool.Limit);

    private static ImmutableArray<ReadOnlyMemory<byte>> Counts(int count) => [.. Enumerable.Repeat(Create((Verb.Count, 0)), count)];

    private static ReadOnlyMemory<byte> Report(int number) => Create((Verb.Report, number));

    private static ReadOnlyMemory<byte> Create((Verb Verb, int Number) job) => EchoRequest.Create(job.Verb, job.Number);

    private static WorkerPool NewReporting(int workers) =>
        new(EchoPool.Options(workers) with { Command = EchoPool.Command.With("reports"), ChunkSize = 2 });
}
