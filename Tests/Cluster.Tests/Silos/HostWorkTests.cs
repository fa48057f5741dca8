using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

public sealed class HostWorkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly byte[][] Six = [Encode(6)];
    private static readonly byte[][] Endless = [Encode(long.MaxValue)];

    /// <summary>The call whose answer was lost is sent again: the item runs once, and the answer is the same object.</summary>
    [Fact]
    public async Task Begin_TheSameMessageTwice_RunsItOnce()
    {
        using HostWork work = new(1);
        Guid run = Guid.NewGuid();
        byte[][]? answers = await work.Begin(run, 0, Six).WaitAsync(Limit);
        Assert.Equal([1, 2, 3, 6], ItemWire.DecodeAnswer(Assert.Single(answers!)));
        Assert.Same(answers, await work.Begin(run, 0, Six).WaitAsync(Limit));
    }

    [Fact]
    public async Task StopAsync_ItemsRunAndWait_GivesAllBack()
    {
        using HostWork work = new(1);
        Guid run = Guid.NewGuid();
        Task<byte[][]?>[] messages = [work.Begin(run, 0, Endless), work.Begin(run, 1, Endless)];
        await work.StopAsync(run).WaitAsync(Limit);
        Assert.Equal([null, null], await Task.WhenAll(messages).WaitAsync(Limit));
        Assert.Null(await work.Begin(run, 2, Six).WaitAsync(Limit));
        Assert.NotNull(await work.Begin(Guid.NewGuid(), 0, Six).WaitAsync(Limit));
    }

    /// <summary>There is one run at a time: what is left of another belongs to nobody.</summary>
    [Fact]
    public async Task Begin_AnotherRun_EndsTheOneBefore()
    {
        using HostWork work = new(1);
        Task<byte[][]?> before = work.Begin(Guid.NewGuid(), 0, Endless);
        Assert.NotNull(await work.Begin(Guid.NewGuid(), 0, Six).WaitAsync(Limit));
        Assert.Null(await before.WaitAsync(Limit));
    }

    [Fact]
    public async Task DrainAsync_OneRunsAndOneWaits_FinishesTheFirstAndGivesBackTheOther()
    {
        using HostWork work = new(1);
        Guid run = Guid.NewGuid();
        Task<byte[][]?> runs = work.Begin(run, 0, [Encode(200_000_000)]);
        Task<byte[][]?> waits = work.Begin(run, 1, Six);
        await Task.Delay(20);
        Task drained = work.DrainAsync();
        Assert.Null(await work.Begin(run, 2, Six).WaitAsync(Limit));
        await drained.WaitAsync(Limit);
        Assert.NotNull(await runs);
        Assert.Null(await waits);
    }

    private static byte[] Encode(long number) =>
        ItemWire.EncodeItem(new WorkItem(KernelCatalog.Default, number, new CandidateRange(1, number)));
}
