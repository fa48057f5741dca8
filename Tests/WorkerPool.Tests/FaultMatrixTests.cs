using ConcurrencyBench.FaultyWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Workers that fail in every phase in every way. The pool keeps its promises with all of them.</summary>
[Collection(nameof(Alone))]
public sealed class FaultMatrixTests : IClassFixture<FaultMatrixFixture>
{
    private const int Jobs = 12;

    // The time that a busy machine may take beyond the pool's own limits, for a few starts of processes.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    // The start limit in the cells where a start hangs.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMilliseconds(1500);

    // A process that has closed its output may take so long to end.
    private static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Whole => [.. FaultMatrix.Whole.Concat(FaultMatrix.CompiledWhole).Select(cell => cell.ToString())];

    public static TheoryData<string> Slice => [.. FaultMatrix.Slice.Concat(FaultMatrix.CompiledSlice).Select(cell => cell.ToString())];

    [LinuxTheory]
    [MemberData(nameof(Slice))]
    public Task Submit_AWorkerFails_OnlyWhatItHadBegunIsLost(string cell) => RunAsync(FaultCell.Parse(cell));

    [LinuxTheory(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    [MemberData(nameof(Whole))]
    public Task Submit_AWorkerFailsAnyhow_OnlyWhatItHadBegunIsLost(string cell) => RunAsync(FaultCell.Parse(cell));

    private static async Task RunAsync(FaultCell cell)
    {
        using TemporaryFolder folder = new();
        ProcessHoldings before = ProcessHoldings.Now();
        WorkerPool pool = new(OptionsOf(cell, folder.Path));
        try
        {
            await AssertOutcomeAsync(cell, pool);
        }
        finally
        {
            await FaultyPool.EndAsync(pool, FaultyPool.ExitLimit + ExitGrace + Slack);
        }

        Assert.Empty(pool.ProcessIds);
        await before.AssertRestoredAsync(TimeSpan.FromSeconds(2));
        Assert.Equal([folder.Path], Directory.GetFileSystemEntries(Path.GetTempPath()));
    }

    private static FaultOutcome Predict(FaultCell cell) => FaultOutcome.Predict(cell, FaultyPool.IsNative(cell.IsCompiled));

    private static WorkerPoolOptions OptionsOf(FaultCell cell, string folder)
    {
        bool isAlways = cell.Phase == FaultPhase.Exiting || Predict(cell).Culprit == FaultFate.NoWorker;
        FaultPlan plan = new(cell.Phase, cell.Kind, isAlways ? "" : Path.Combine(folder, "mark"));
        WorkerPoolOptions options = FaultyPool.Options(plan, cell.Workers, cell.IsCompiled) with { Transport = cell.Transport };
        return IsStuckAtStart(cell) ? options with { StartLimit = StartLimit } : options;
    }

    private static bool IsStuckAtStart(FaultCell cell) =>
        cell is { Phase: FaultPhase.Start or FaultPhase.BeforeHello, Kind: FaultKind.SigStop or FaultKind.EndlessLoop };

    private static TimeSpan BoundOf(FaultCell cell) =>
        Slack
        + (
            IsStuckAtStart(cell) ? StartLimit
            : cell.Kind == FaultKind.ClosedOutput ? ExitGrace
            : 3 * FaultyPool.PingInterval
        );

    private static async Task AssertOutcomeAsync(FaultCell cell, WorkerPool pool)
    {
        FaultOutcome expected = Predict(cell);
        TimeSpan bound = BoundOf(cell);

        // An idle worker has nothing to do, so there the culprit is the last.
        int culprit =
            !cell.HasCulprit ? -1
            : cell.Phase == FaultPhase.Idle ? Jobs - 1
            : Jobs / 4;
        await AssertBatchAsync(pool, 0, culprit, expected, bound);
        Assert.InRange(pool.ProcessIds.Length, 0, cell.Workers);
        if (cell.Phase == FaultPhase.Idle)
        {
            await Task.Delay(100);
        }

        await AssertBatchAsync(pool, Jobs, culprit: -1, expected, bound);
        Assert.InRange(pool.ProcessIds.Length, expected.Culprit == FaultFate.NoWorker ? 0 : 1, cell.Workers);
    }

    private static async Task AssertBatchAsync(WorkerPool pool, int first, int culprit, FaultOutcome expected, TimeSpan bound)
    {
        long start = Stopwatch.GetTimestamp();
        FaultyJob[] asked = [.. Enumerable.Range(0, Jobs).Select(index => new FaultyJob(first + index, index == culprit))];
        ImmutableArray<WorkerJob> jobs = FaultyPool.Submit(pool, asked);
        await Task.WhenAll(jobs.Select(job => job.Answer)).WaitAsync(bound).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(jobs, job => Assert.True(job.Answer.IsCompleted, "A job has not ended in time."));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, bound);
        for (int index = 0; index < Jobs; index++)
        {
            FaultFate fate = index == culprit || expected.Culprit == FaultFate.NoWorker ? expected.Culprit : FaultFate.Answered;
            await AssertFateAsync(asked[index], jobs[index], fate, expected);
        }
    }

    private static async Task AssertFateAsync(FaultyJob asked, WorkerJob job, FaultFate fate, FaultOutcome expected)
    {
        switch (fate)
        {
            case FaultFate.NoWorker:
                WorkerStartException noWorker = await Assert.ThrowsAsync<WorkerStartException>(() => job.Answer);
                Assert.Contains("it broke the protocol", noWorker.Message, StringComparison.Ordinal);
                break;
            case FaultFate.Lost:
                AssertLoss(expected, await Assert.ThrowsAsync<WorkerLostException>(() => job.Answer));
                break;
            default:
                await FaultyPool.AssertAnswerAsync(asked, job, TimeSpan.Zero);
                break;
        }
    }

    private static void AssertLoss(FaultOutcome expected, WorkerLostException loss)
    {
        Assert.Contains(loss.Reason, expected.Reasons);
        Assert.Equal(expected.ExitCode, loss.ExitCode);
        Assert.Equal(expected.Signal, loss.Signal);
        Assert.Contains(expected.Wrote, loss.ErrorTail, StringComparison.Ordinal);
    }
}
