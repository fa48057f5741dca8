using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

public sealed class GiverRunTests
{
    [Fact]
    public async Task GiveBack_AMessage_IsTheNextAgain()
    {
        using GiverRun run = Run(mostLosses: 3, itemsOfAMessage: 1, 1_000, 1_000, 1_000);
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
        using GiverRun run = Run(mostLosses: 2, itemsOfAMessage: 1, 1_000);
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
        using GiverRun run = Run(mostLosses: 1, itemsOfAMessage: 2, [.. Enumerable.Repeat(6L, 64)]);
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
        using GiverRun run = Run(mostLosses: 3, itemsOfAMessage: 1, 6);
        byte[][] answers = [ItemWire.EncodeAnswer([1, 2, 3, 6])];
        run.Keep(0, answers);
        run.Keep(0, answers);
        Assert.Equal(1, run.Run.Duplicates);
    }

    private static GiverRun Run(int mostLosses, int itemsOfAMessage, params long[] numbers)
    {
        ImmutableArray<WorkItem> items =
        [
            .. numbers.Select(number => new WorkItem(KernelCatalog.Default, number, new CandidateRange(1, number))),
        ];
        return new(items, [.. Enumerable.Range(0, items.Length).Chunk(itemsOfAMessage).Select(part => (part[0], part.Length))], mostLosses);
    }
}
