using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Workers that are killed at random under load, and very many jobs and pools.</summary>
[Collection(nameof(Alone))]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Faults = 10;
    private const int ManyFaults = 100;
    private const int Jobs = 100_000;

    /// <summary>The managed memory that the rest of the process may use meanwhile; a pool that is gone leaves none.</summary>
    private const long MemoryBound = 2 << 20;

    [UnixTheory]
    [InlineData(2)]
    [InlineData(13)]
    public Task Submit_WorkersDieAtRandom_EveryJobEndsOnce(int workers) => AssertEndsAsync(workers, Faults);

    [UnixTheory]
    [InlineData(2)]
    [InlineData(13)]
    public Task Submit_WorkersDieAtRandomWithRetries_NearlyEveryJobIsAnswered(int workers) => AssertAnsweredAsync(workers, Faults);

    [Trait("Length", "Long")]
    [UnixTheory(Timeout = TestLimit.Long)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(13)]
    public async Task Submit_VeryManyWorkersDie_EveryJobEndsOnce(int workers)
    {
        await AssertEndsAsync(workers, ManyFaults);
        await AssertAnsweredAsync(workers, ManyFaults);
    }

    [LinuxFact]
    public Task Submit_AnySignalAtAnyMoment_EveryJobEndsOnceAndNoProcessIsLeft() => AssertSurvivesSignalsAsync(seed: 1);

    /// <summary>All transports with one, two and eight workers, several times each.</summary>
    [Trait("Length", "Long")]
    [LinuxFact(Timeout = TestLimit.Long)]
    public async Task Submit_AnySignalAtAnyMoment_FiftyTimes_BreaksNoPool()
    {
        for (int seed = 1; seed <= 50; seed++)
        {
            await AssertSurvivesSignalsAsync(seed);
        }
    }

    [Theory]
    [MemberData(nameof(EchoPool.Transports), MemberType = typeof(EchoPool))]
    public async Task Submit_AHundredThousandSmallJobs_AnswersEach(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(2, transport);
        byte[][] requests = [.. Enumerable.Range(0, Jobs).Select(index => EchoRequest.Create(Verb.Echo, index))];
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. requests.Select(request => new WorkerRequest(request))]);
        for (int index = 0; index < Jobs; index++)
        {
            ReadOnlyMemory<byte> answer = await jobs[index].Answer.WaitAsync(EchoPool.Limit);
            Assert.Equal(index, EchoRequest.NumberOf(answer.Span));
        }
    }

    [LinuxFact]
    public Task DisposeAsync_TwentyPools_LeaveNothing() => AssertFlatAsync(20);

    [Trait("Length", "Long")]
    [LinuxFact(Timeout = TestLimit.Long)]
    public Task DisposeAsync_AThousandPools_LeaveNothing() => AssertFlatAsync(1000);

    /// <summary>A grandchild can keep its end of the worker's stderr for as long as it likes; the pool does not keep the other.</summary>
    [LinuxFact]
    public async Task DisposeAsync_AGrandchildLivesOn_LeavesNothing()
    {
        await UsePoolsAsync(6);
        Holdings before = await Holdings.TakeAsync();
        int grandchild = await LoseAWorkerAsync();
        try
        {
            await Holdings.AssertRestoredAsync(before);
            Assert.True(OtherProcesses.IsAlive(grandchild));
        }
        finally
        {
            Signals.TryKill(grandchild);
        }
    }

    private static async Task<int> LoseAWorkerAsync()
    {
        await using WorkerPool pool = EchoPool.New(1);
        int grandchild = EchoRequest.ReadNumber(await pool.AskAsync(Verb.Shell, text: "exec sleep 60"));
        await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
        return grandchild;
    }

    private async Task AssertEndsAsync(int workers, int faults)
    {
        WorkerTransport[] transports = Enum.GetValues<WorkerTransport>();
        ImmutableArray<ChaosRun.Outcome> outcomes = await ChaosRun.RunAsync(
            Options(workers, transports[workers % transports.Length]),
            faults,
            seed: workers
        );
        int lost = outcomes.Count(outcome => outcome == ChaosRun.Outcome.Lost);
        int notStarted = outcomes.Count(outcome => outcome == ChaosRun.Outcome.NotStarted);
        output.WriteLine($"{workers} workers, {faults} faults: {outcomes.Length} jobs, {lost} lost, {notStarted} without a worker");

        // A worker does one job at a time, and no other is lost with it.
        Assert.InRange(lost, 0, faults);
        AssertServes(outcomes, faults);
    }

    private async Task AssertAnsweredAsync(int workers, int faults)
    {
        WorkerTransport[] transports = Enum.GetValues<WorkerTransport>();
        WorkerPoolOptions options = Options(workers, transports[(workers + 1) % transports.Length]) with { OnLoss = LossPolicy.Retry(3) };
        ImmutableArray<ChaosRun.Outcome> outcomes = await ChaosRun.RunAsync(options, faults, seed: 100 + workers);
        int lost = outcomes.Count(outcome => outcome == ChaosRun.Outcome.Lost);
        output.WriteLine($"{workers} workers, {faults} faults, 3 retries: {outcomes.Length} jobs, {lost} lost");

        // Each has lost four workers.
        Assert.InRange(lost, 0, faults / 4);
        AssertServes(outcomes, faults);
    }

    // Between two faults it answers.
    private static void AssertServes(ImmutableArray<ChaosRun.Outcome> outcomes, int faults) =>
        Assert.True(outcomes.Count(outcome => outcome == ChaosRun.Outcome.Answered) >= faults);

    private async Task AssertSurvivesSignalsAsync(int seed)
    {
        using MarkedProcesses marked = new();
        WorkerTransport[] transports = Enum.GetValues<WorkerTransport>();
        int[] counts = [1, 2, 8];
        int workers = counts[seed / transports.Length % counts.Length];
        WorkerTransport transport = transports[seed % transports.Length];
        WorkerPoolOptions options = Options(workers, transport) with
        {
            Command = EchoPool.Command with { Environment = ImmutableDictionary.CreateRange([marked.Setting]) },
        };
        ImmutableArray<ChaosRun.Outcome> outcomes = await ChaosRun.RunAsync(options, faults: 25, seed, marked);
        output.WriteLine(
            $"{transport}, {workers} workers: "
                + string.Join(", ", outcomes.CountBy(outcome => outcome).Select(ends => $"{ends.Value} {ends.Key}"))
        );
        Assert.Empty(await marked.WaitForTheEndAsync(TimeSpan.FromSeconds(2)));
    }

    private static WorkerPoolOptions Options(int workers, WorkerTransport transport) =>
        EchoPool.Options(workers, transport) with
        {
            PingInterval = TimeSpan.FromMilliseconds(500),
            StartLimit = TimeSpan.FromSeconds(2),
        };

    private async Task AssertFlatAsync(int pools)
    {
        await UsePoolsAsync(6);
        Holdings before = await Holdings.TakeAsync();
        await UsePoolsAsync(pools);
        Holdings after = await Holdings.AssertRestoredAsync(before);
        output.WriteLine($"before {before}\nafter {pools} pools {after}");
        Assert.InRange(after.ManagedBytes - before.ManagedBytes, long.MinValue, MemoryBound);
    }

    private static async Task UsePoolsAsync(int pools)
    {
        WorkerTransport[] transports = Enum.GetValues<WorkerTransport>();
        for (int number = 0; number < pools; number++)
        {
            await using WorkerPool pool = EchoPool.New(1, transports[number % transports.Length]);
            await pool.EchoAsync(1000, number);
        }
    }
}
