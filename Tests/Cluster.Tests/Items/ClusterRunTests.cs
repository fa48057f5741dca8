using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;

namespace ConcurrencyBench.Cluster.Tests.Items;

public sealed class ClusterRunTests
{
    private static readonly byte[] Answer = ItemWire.EncodeAnswer([1, 2]);
    private static readonly byte[] Failure = ItemWire.EncodeFailure(new InvalidOperationException("No."));

    [Fact]
    public async Task WaitAsync_EveryItemAnswered_GivesEachWhereItStands()
    {
        ClusterRun run = Create(3);
        Assert.True(run.TryKeep(2, ItemWire.EncodeAnswer([3])));
        Assert.True(run.TryKeep(0, ItemWire.EncodeAnswer([])));
        Assert.False(run.Ended.IsCompleted);
        Assert.Equal([1], run.FindWanted());
        Assert.True(run.TryKeep(1, ItemWire.EncodeAnswer([1, 2])));

        Assert.Equal<long[]>(
            [
                [],
                [1, 2],
                [3],
            ],
            await run.WaitAsync(CancellationToken.None)
        );
        Assert.Equal(0, run.Duplicates);
    }

    [Fact]
    public void TryKeep_AnAnswerThatIsThere_CountsADuplicateAndKeepsTheFirst()
    {
        ClusterRun run = Create(2);
        Assert.True(run.TryKeep(0, Answer));
        Assert.False(run.TryKeep(0, Failure));
        Assert.False(run.TryKeep(0, Answer));
        Assert.Equal(2, run.Duplicates);
        Assert.False(run.Ended.IsCompleted);
    }

    [Fact]
    public async Task TryKeep_TwoFailures_ReportsTheLowestAndWaitsForThoseBefore()
    {
        ClusterRun run = Create(4);
        run.TryKeep(3, Failure);
        run.TryKeep(1, Failure);
        Assert.False(run.IsWanted(2));
        Assert.True(run.IsWanted(0));
        Assert.Equal([0], run.FindWanted());
        Assert.False(run.Ended.IsCompleted);
        run.TryKeep(0, Answer);

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(() => run.WaitAsync(CancellationToken.None));
        Assert.Equal(1, exception.Index);
        Assert.Contains("No.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryKeep_BytesThatAreNoAnswer_FailTheItem()
    {
        ClusterRun run = Create(1);
        Assert.True(run.TryKeep(0, [7]));
        Assert.Equal(0, (await Assert.ThrowsAsync<WorkItemException>(() => run.WaitAsync(CancellationToken.None))).Index);
    }

    [Fact]
    public async Task Abort_BeforeTheEnd_IsTheRunsError()
    {
        ClusterRun run = Create(1);
        run.Abort(new TimeoutException("Gone."));
        await Assert.ThrowsAsync<TimeoutException>(() => run.WaitAsync(CancellationToken.None));
    }

    private static ClusterRun Create(int items) =>
        new([.. Enumerable.Repeat(new WorkItem(KernelCatalog.Default, 2, new CandidateRange(1, 2)), items)]);
}
