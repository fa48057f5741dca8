using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Workers that are replaced, killed for their memory, ended idle or kept warm; and payloads in quarantine.</summary>
public sealed class PoolLifeTests(ITestOutputHelper output)
{
    private const long MiB = 1 << 20;

    [Fact]
    public async Task RunAsync_RecyclingAfterJobs_EndsWorkersInOrderAndLosesNone()
    {
        CollectedLog log = new();
        await using (WorkerPool pool = new(EchoPool.Options(1) with { RecycleAfterJobs = 3, LoggerFactory = log }))
        {
            ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Sleep)), 9)]);
            int[] processes =
            [
                .. (await Task.WhenAll(jobs.Select(job => job.Answer)).WaitAsync(EchoPool.Limit)).Select(EchoRequest.ReadNumber),
            ];
            Assert.All(processes.Chunk(3), three => Assert.Single(three.Distinct()));
            Assert.Equal(3, processes.Distinct().Count());
        }

        Assert.DoesNotContain(log.Entries, entry => entry.Event.Name is "WorkerLost" or "WorkerLostWithJob" or "WorkerStartFailed");
    }

    [Fact]
    public async Task RunAsync_AboveTheMemoryLimit_IsLostForThatReason()
    {
        await using WorkerPool pool = new(EchoPool.Options(1) with { MemoryLimitBytes = 256 * MiB });
        WorkerLostException lost = await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Leak, 300, "and stay"));
        Assert.Equal(WorkerLossReason.MemoryLimit, lost.Reason);
        Assert.Contains("more than the limit of 268,435,456", lost.Message, StringComparison.Ordinal);
        await pool.EchoAsync(10);
    }

    [Fact]
    public async Task WaitUntilWarmAsync_SomeAreKept_StartsThemAndEndsTheOthersWhenTheyAreIdle()
    {
        await using WorkerPool pool = new(EchoPool.Options(3) with { MinWorkers = 1, IdleLimit = TimeSpan.FromMilliseconds(100) });
        await pool.WaitUntilWarmAsync().WaitAsync(EchoPool.Limit);
        Assert.Single(pool.ProcessIds);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => pool.AskAsync(Verb.Spin, 50)));
        await Eventually.TrueAsync(() => pool.ProcessIds.Length == 1);
    }

    [Fact]
    public async Task WaitUntilWarmAsync_ThePoolIsDisposed_Throws()
    {
        WorkerPool pool = new(new WorkerPoolOptions(new WorkerCommand("/no/such/program", []), 1) { MinWorkers = 1 });
        Task warm = pool.WaitUntilWarmAsync();
        await pool.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => warm.WaitAsync(EchoPool.Limit));
    }

    [Fact]
    public async Task RunAsync_APayloadThatCrashesUnderRetry_CostsThatManyWorkersAndIsRefused()
    {
        CollectedLog log = new();
        byte[] poison = EchoRequest.Create(Verb.Exit, 3);
        await using (
            WorkerPool pool = new(EchoPool.Options(2) with { OnLoss = LossPolicy.Retry(1000), QuarantineAfter = 3, LoggerFactory = log })
        )
        {
            JobQuarantinedException first = await Assert.ThrowsAsync<JobQuarantinedException>(() => pool.AskAsync(poison));
            for (int again = 0; again < 10; again++)
            {
                JobQuarantinedException refused = await Assert.ThrowsAsync<JobQuarantinedException>(() => pool.AskAsync([.. poison]));
                Assert.Equal(first.PayloadHash, refused.PayloadHash);
            }

            ImmutableArray<WorkerJob> many = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(poison), 100)]);
            foreach (WorkerJob job in many)
            {
                await Assert.ThrowsAsync<JobQuarantinedException>(() => job.Answer.WaitAsync(EchoPool.Limit));
            }

            await pool.EchoAsync(10);
        }

        Assert.Equal(3, log.Named("WorkerLostWithJob").Length);
    }

    /// <summary>A worker that leaks 1 MiB with each job: an hour's worth at two jobs a second.</summary>
    [Trait("Length", "Long")]
    [LinuxFact(Timeout = TestLimit.Long)]
    public async Task RunAsync_WorkersThatLeak_HoldNoMoreThanTheirLimit()
    {
        const int Jobs = 7_200;
        const int Workers = 2;
        await using WorkerPool pool = new(EchoPool.Options(Workers) with { RecycleAboveBytes = 128 * MiB });
        HashSet<int> processes = [];
        long most = 0;
        for (int done = 0; done < Jobs; done += Workers)
        {
            ReadOnlyMemory<byte>[] answers = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => pool.AskAsync(Verb.Leak, 1)));
            processes.UnionWith(answers.Select(EchoRequest.ReadNumber));
            most = done % 20 == 0 ? Math.Max(most, pool.ProcessIds.Sum(Processes.ProcessMemory.Read)) : most;
        }

        output.WriteLine($"{Jobs} jobs, {processes.Count} processes, at most {most / MiB} MiB at once");
        Assert.InRange(most, 1, 2L * 512 * MiB);
        Assert.InRange(processes.Count, 8, Jobs);
    }
}
