using ConcurrencyBench.FaultyWorker;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The policies of a pool about losses, with workers that are lost.</summary>
public sealed class FaultPolicyTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly FaultyJob Culprit = new(5, IsCulprit: true);
    private static readonly FaultyJob Neighbour = new(6, IsCulprit: false);
    private readonly TemporaryFolder _folder = new();

    private string Marker => Path.Combine(_folder.Path, "mark");

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task Submit_LostTwiceUnderRetryTwo_IsAnsweredAtLast()
    {
        await using WorkerPool pool = new(Options(FaultKind.SigKill, times: 2) with { OnLoss = LossPolicy.Retry(2) });
        await AssertAnsweredAsync(pool, Culprit, Neighbour);
        Assert.Equal(2, Failures);
    }

    [LinuxFact]
    public async Task Submit_LostAlwaysUnderRetryTwo_IsLostAfterThreeAttempts()
    {
        await using WorkerPool pool = new(Options(FaultKind.Exit3, times: 100) with { OnLoss = LossPolicy.Retry(2) });
        WorkerLostException loss = await Assert.ThrowsAsync<WorkerLostException>(() =>
            FaultyPool.Submit(pool, Culprit)[0].Answer.WaitAsync(Limit)
        );
        Assert.Equal(3, loss.ExitCode);
        Assert.Equal(3, Failures);
        await AssertAnsweredAsync(pool, Neighbour, Neighbour);
    }

    [LinuxFact]
    public async Task Submit_LostUnderBreakPool_EndsEveryJob()
    {
        await using WorkerPool pool = new(Options(FaultKind.SigKill, times: 1) with { OnLoss = LossPolicy.BreakPool });
        foreach (WorkerJob job in FaultyPool.Submit(pool, Culprit, Neighbour, Neighbour))
        {
            Assert.Equal(9, (await Assert.ThrowsAsync<WorkerLostException>(() => job.Answer.WaitAsync(Limit))).Signal);
        }

        WorkerJob late = FaultyPool.Submit(pool, Neighbour)[0];
        await Assert.ThrowsAsync<WorkerLostException>(() => late.Answer.WaitAsync(Limit));
        Assert.Equal(1, Failures);
    }

    [LinuxFact]
    public async Task Submit_EveryStartCrashes_SaysWhyAfterAFewStarts()
    {
        await using WorkerPool pool = new(
            FaultyPool.Options(new FaultPlan(FaultPhase.Start, FaultKind.UnhandledException, Marker, 100), 2)
        );
        foreach (WorkerJob job in FaultyPool.Submit(pool, Neighbour, Neighbour, Neighbour))
        {
            WorkerStartException exception = await Assert.ThrowsAsync<WorkerStartException>(() => job.Answer.WaitAsync(Limit));
            Assert.Contains("an unhandled exception", exception.Message, StringComparison.Ordinal);
        }

        // Two may start before the first of them has failed.
        Assert.InRange(Failures, 1, PoolRules.StartAttempts + 1);
    }

    /// <summary>Unlucky starts, however many in a row, end the jobs that wait for them, and not the pool.</summary>
    [LinuxTheory]
    [InlineData(WorkerTransport.Stdio)]
    [InlineData(WorkerTransport.UnixSocket)]
    [InlineData(WorkerTransport.SharedMemory)]
    public async Task Submit_FiveStartsAreKilled_LaterJobsAreAnswered(WorkerTransport transport)
    {
        await using WorkerPool pool = new(
            FaultyPool.Options(new FaultPlan(FaultPhase.Start, FaultKind.SigKill, Marker, 5), 1) with
            {
                Transport = transport,
            }
        );
        List<string> errors = [];
        for (int attempt = 0; attempt < 3; attempt++)
        {
            WorkerStartException exception = await Assert.ThrowsAsync<WorkerStartException>(() =>
                FaultyPool.Submit(pool, Neighbour)[0].Answer.WaitAsync(Limit)
            );
            errors.Add(exception.Message);
            Assert.Equal(PoolRules.StartAttempts + attempt, pool.Health.FailedStarts);
        }

        Assert.All(errors, error => Assert.Contains("A worker was killed while it started", error, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.Contains("signal 9", error, StringComparison.Ordinal));
        await AssertAnsweredAsync(pool, Neighbour, Culprit);
        Assert.Equal(WorkerPoolStatus.Healthy, pool.Health.Status);
        Assert.Equal(5, Failures);
    }

    [LinuxFact]
    public async Task Submit_EndlessUnderAJobLimit_IsEndedAndNoOtherJob()
    {
        await using WorkerPool pool = new(
            Options(FaultKind.EndlessLoop, times: 1) with
            {
                PingInterval = Timeout.InfiniteTimeSpan,
                JobLimit = TimeSpan.FromMilliseconds(300),
            }
        );
        ImmutableArray<WorkerJob> jobs = FaultyPool.Submit(pool, Culprit, Neighbour);
        WorkerLostException loss = await Assert.ThrowsAsync<WorkerLostException>(() => jobs[0].Answer.WaitAsync(Limit));
        Assert.Equal(WorkerLossReason.TimeLimit, loss.Reason);
        Assert.Equal(9, loss.Signal);
        await FaultyPool.AssertAnswerAsync(Neighbour, jobs[1], Limit);
    }

    [LinuxFact]
    public async Task RunAsync_CancelledAndDeafToIt_KillsTheWorkerAndStaysUsable()
    {
        await using WorkerPool pool = new(
            Options(FaultKind.EndlessLoop, times: 1) with
            {
                PingInterval = Timeout.InfiniteTimeSpan,
                CancellationLimit = TimeSpan.FromMilliseconds(200),
            }
        );
        await AssertAnsweredAsync(pool, Neighbour);
        int worker = Assert.Single(pool.ProcessIds);
        using CancellationTokenSource giveUp = new();
        Task<ReadOnlyMemory<byte>> run = pool.RunAsync(Culprit.Encode(), giveUp.Token);
        await WaitForFailureAsync();
        await giveUp.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            run.WaitAsync(TimeSpan.FromSeconds(5))
        );
        Assert.Equal(giveUp.Token, exception.CancellationToken);
        await AssertAnsweredAsync(pool, Neighbour, Culprit);
        Assert.NotEqual(worker, Assert.Single(pool.ProcessIds));
    }

    /// <summary>Far more than a pipe holds, for a worker that does not read: only the writing thread may wait.</summary>
    [LinuxFact]
    public async Task Submit_LargeCallsToAStoppedWorker_NoCallerWaitsForIt()
    {
        WorkerPool pool = new(Options(FaultKind.SigStop, times: 1) with { Workers = 2 });
        ImmutableArray<WorkerRequest> requests =
        [
            .. Enumerable.Range(0, 8).Select(index => new WorkerRequest(LargePayload(new FaultyJob(index, index == 1)))),
        ];
        try
        {
            await AssertOnlySecondLostAsync(await Task.Run(() => pool.Submit(requests)).WaitAsync(Limit));
        }
        finally
        {
            await FaultyPool.EndAsync(pool, Limit);
        }
    }

    private static async Task AssertOnlySecondLostAsync(ImmutableArray<WorkerJob> jobs)
    {
        WorkerLostException loss = await Assert.ThrowsAsync<WorkerLostException>(() => jobs[1].Answer.WaitAsync(Limit));
        Assert.Equal(WorkerLossReason.Silent, loss.Reason);
        foreach (int index in Enumerable.Range(2, 6))
        {
            await FaultyPool.AssertAnswerAsync(new FaultyJob(index, IsCulprit: false), jobs[index], Limit);
        }
    }

    private static byte[] LargePayload(FaultyJob job) => [.. job.Encode(), .. new byte[1 << 20]];

    private int Failures => Directory.GetFiles(_folder.Path).Length;

    private WorkerPoolOptions Options(FaultKind kind, int times) =>
        FaultyPool.Options(new FaultPlan(FaultPhase.Computing, kind, Marker, times), 1);

    private static async Task AssertAnsweredAsync(WorkerPool pool, params FaultyJob[] asked)
    {
        ImmutableArray<WorkerJob> jobs = FaultyPool.Submit(pool, asked);
        for (int index = 0; index < asked.Length; index++)
        {
            await FaultyPool.AssertAnswerAsync(asked[index], jobs[index], Limit);
        }
    }

    private Task WaitForFailureAsync() => Eventually.TrueAsync(() => Failures > 0);
}
