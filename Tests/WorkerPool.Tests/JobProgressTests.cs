using System.Collections.Concurrent;
using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>What jobs report while they run.</summary>
public sealed class JobProgressTests
{
    private const int Flood = 200_000;

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_AJobThatReports_IsHeardWhileItRuns(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        TaskCompletionSource<JobProgress> heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource source = new();
        Task running = pool.RunAsync(
            EchoRequest.Create(Verb.Report, 3, "60000"),
            new JobOptions { OnProgress = progress => heard.TrySetResult(progress) },
            source.Token
        );
        Assert.InRange(EchoRequest.ReadNumber((await heard.Task.WaitAsync(EchoPool.Limit)).Content), 1, 3);
        Assert.False(running.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(EchoPool.Limit));
    }

    /// <summary>Reports grow, the last one is heard before the end, and there are far fewer than were made.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_AFloodOfReports_ComesInOrderAndTheLatestWins(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(2, transport);
        ConcurrentDictionary<long, List<int>> heard = new();
        ImmutableArray<WorkerJob> jobs = pool.Submit(
            [.. Enumerable.Range(0, 6).Select(subject => new WorkerRequest(EchoRequest.Create(Verb.Report, Flood), $"{subject}"))],
            new JobOptions
            {
                OnProgress = progress => heard.GetOrAdd(progress.JobId, _ => []).Add(EchoRequest.ReadNumber(progress.Content)),
            }
        );
        foreach (WorkerJob job in jobs)
        {
            byte[] answer = (await job.Answer.WaitAsync(EchoPool.Limit)).ToArray();
            int[] numbers = [.. heard[job.Id]];
            Assert.Equal(job.Id, BitConverter.ToInt64(answer));
            Assert.Equal(numbers.Order(), numbers);
            Assert.Equal(Flood, numbers[^1]);
            Assert.InRange(numbers.Length, 1, Flood / 10);
        }
    }

    /// <summary>A slow listener holds up nothing but the end of its own job, and gets the latest report then.</summary>
    [Fact]
    public async Task RunAsync_AListenerThatIsSlow_HoldsUpItsOwnJobOnly()
    {
        await using WorkerPool pool = NewPool(1);
        using ManualResetEventSlim release = new();
        ConcurrentQueue<int> heard = new();
        Task<ReadOnlyMemory<byte>> slow = pool.RunAsync(
            EchoRequest.Create(Verb.Report, Flood, "100"),
            new JobOptions
            {
                OnProgress = progress =>
                {
                    heard.Enqueue(EchoRequest.ReadNumber(progress.Content));
                    release.Wait(EchoPool.Limit);
                },
            }
        );
        for (int job = 0; job < 100; job++)
        {
            await pool.EchoAsync(100, job);
        }

        Assert.False(slow.IsCompleted);
        Assert.Single(heard);
        release.Set();
        await slow.WaitAsync(EchoPool.Limit);
        Assert.Equal(Flood, heard.Last());
        Assert.InRange(heard.Count, 1, 2);
    }

    [Fact]
    public async Task RunAsync_AListenerThatThrows_HarmsNothing()
    {
        await using WorkerPool pool = NewPool(1);
        int calls = 0;
        byte[] answer = (
            await pool.RunAsync(
                    EchoRequest.Create(Verb.Report, 5),
                    new JobOptions
                    {
                        OnProgress = _ =>
                        {
                            calls++;
                            throw new InvalidOperationException("A listener throws.");
                        },
                    }
                )
                .WaitAsync(EchoPool.Limit)
        ).ToArray();
        Assert.Equal(0, BitConverter.ToInt64(answer));
        Assert.InRange(calls, 1, 5);
        await pool.EchoAsync(1);
    }

    /// <summary>A worker that reports to nobody, or about a job that has ended, is as quick and as good as any.</summary>
    [Fact]
    public async Task RunAsync_ReportsNobodyListensTo_AreDropped()
    {
        await using WorkerPool pool = NewPool(1);
        int worker = await pool.WhoAsync();
        for (int job = 0; job < 20; job++)
        {
            await pool.AskAsync(Verb.Report, 1000);
        }

        Assert.Equal(worker, await pool.WhoAsync());
    }

    /// <summary>The report that a job has made before it kills its worker is its last one.</summary>
    [Fact]
    public async Task DisposeAsync_AJobThatReports_HearsNothingAfterItsEnd()
    {
        WorkerPool pool = NewPool(1);
        TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool hasEnded = false;
        bool isLate = false;
        WorkerJob job = pool.Submit(
            [new WorkerRequest(EchoRequest.Create(Verb.Report, int.MaxValue))],
            new JobOptions
            {
                OnProgress = _ =>
                {
                    isLate |= Volatile.Read(ref hasEnded);
                    heard.TrySetResult();
                },
            }
        )[0];
        await heard.Task.WaitAsync(EchoPool.Limit);
        await pool.DisposeAsync().AsTask().WaitAsync(EchoPool.Limit);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => job.Answer);
        Volatile.Write(ref hasEnded, true);
        await Task.Delay(50);
        Assert.False(isLate);
    }

    [Fact]
    public void Report_TooLong_Throws()
    {
        using ReportSlot reports = new(() => { });
        JobContext job = new(7, default, reports, CancellationToken.None);
        job.Report(new byte[JobContext.MaxReportBytes]);
        Assert.Throws<ArgumentException>(() => job.Report(new byte[JobContext.MaxReportBytes + 1]));
        Assert.Equal(JobContext.MaxReportBytes, reports.End()!.Content.Length);
    }

    [Fact]
    public void Report_AfterTheEnd_IsDropped()
    {
        using ReportSlot reports = new(() => { });
        JobContext first = new(1, default, reports, CancellationToken.None);
        first.Report([1]);
        first.Report([2, 3]);
        first.Report([4]);
        Assert.Equal([4], reports.End()!.Content.ToArray());
        first.Report([5]);
        JobContext second = new(2, default, reports, CancellationToken.None);
        first.Report([6]);
        Assert.Null(reports.Take());
        second.Report([7]);
        Assert.Equal(2, reports.Take()!.JobId);
        Assert.Null(reports.End());
        Assert.Null(reports.End());
    }

    private static WorkerPool NewPool(int workers, WorkerTransport transport = WorkerTransport.Stdio) =>
        new(EchoPool.Options(workers, transport) with { Command = EchoPool.Command.With("reports") });
}
