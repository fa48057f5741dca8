using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;
using FsCheck.Xunit;

namespace ConcurrencyBench.Cluster.Tests.Silos;

public sealed class GiverRunTests
{
    [Fact]
    public async Task GiveBack_AMessage_IsTheNextAgain()
    {
        using GiverRun run = new(Items(1_000, 1_000, 1_000), messages: 16, mostLosses: 3);
        Assert.Equal(0, await run.TakeAsync(CancellationToken.None));
        Assert.Equal(1, await run.TakeAsync(CancellationToken.None));
        run.GiveBack(0, isLost: false);
        Assert.Equal(0, await run.TakeAsync(CancellationToken.None));
        Assert.Equal(2, await run.TakeAsync(CancellationToken.None));
        using CancellationTokenSource cancelled = new(TimeSpan.FromMilliseconds(20));
        Assert.Null(await run.TakeAsync(cancelled.Token));
    }

    [Fact]
    public async Task GiveBack_EachHostIsLostWithIt_IsPoison()
    {
        using GiverRun run = new(Items(1_000), messages: 16, mostLosses: 2);
        for (int loss = 0; loss < 2; loss++)
        {
            Assert.Equal(0, await run.TakeAsync(CancellationToken.None));
            run.GiveBack(0, isLost: true);
        }

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(() => run.Run.WaitAsync(CancellationToken.None));
        Assert.Equal(2, Assert.IsType<PoisonItemException>(exception.InnerException).Deliveries);
    }

    /// <summary>Two items a message: the first message is lost, and of its items the second is lost alone, too.</summary>
    [Fact]
    public async Task GiveBack_SeveralItemsInAMessage_FindsTheOneThatIsPoison()
    {
        using GiverRun run = new(Items([.. Enumerable.Repeat(6L, 64)]), messages: 16, mostLosses: 1);
        byte[] answer = ItemWire.EncodeAnswer([1, 2, 3, 6]);
        run.GiveBack((await run.TakeAsync(CancellationToken.None))!.Value, isLost: true);
        while (await run.TakeAsync(CancellationToken.None) is { } message)
        {
            int items = run.Encode(message).Length;
            if (items == 1 && message % 2 == 1)
            {
                run.GiveBack(message, isLost: true);
            }
            else
            {
                run.Keep(message, [.. Enumerable.Repeat(answer, items)]);
            }
        }

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(() => run.Run.WaitAsync(CancellationToken.None));
        Assert.IsType<PoisonItemException>(exception.InnerException);
        Assert.Equal(1, exception.Index);
    }

    [Fact]
    public void Keep_TheSameAnswersTwice_CountsDuplicates()
    {
        using GiverRun run = new(Items(6), messages: 16, mostLosses: 3);
        byte[][] answers = [ItemWire.EncodeAnswer([1, 2, 3, 6])];
        run.Keep(0, answers);
        run.Keep(0, answers);
        Assert.Equal(1, run.Run.Duplicates);
    }

    [Property]
    public void Cut_AnyItems_HasEachOnceInOrder(byte[] given, byte wanted)
    {
        ImmutableArray<WorkItem> items = Items([.. given.Select(number => (long)number + 1)]);
        int next = 0;
        foreach ((int first, int count) in MessageCut.Cut(items, wanted + 1))
        {
            Assert.Equal(next, first);
            Assert.NotEqual(0, count);
            next += count;
        }

        Assert.Equal(items.Length, next);
    }

    /// <summary>Four numbers are four messages, whatever their sizes; 4,096 small ones are 32 messages for two workers.</summary>
    [Theory]
    [InlineData("article", 4)]
    [InlineData("single", 1)]
    [InlineData("many-small", 32)]
    public void Cut_AWorkload_MakesMessagesOfASixteenthOfAWorkersShare(string workload, int messages)
    {
        WorkPlan plan = WorkPlan.Cut(WorkloadCatalog.Find(workload)!, KernelCatalog.Default, Granularity.PerNumber, 2);
        Assert.InRange(MessageCut.Cut(plan.Items, Dispatch.Items.CountMessages(2)).Length, messages, messages + (messages / 20));
    }

    private static ImmutableArray<WorkItem> Items(params long[] numbers) =>
        [.. numbers.Select(number => new WorkItem(KernelCatalog.Default, number, new CandidateRange(1, number)))];
}
