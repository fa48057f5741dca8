using System.Collections.Concurrent;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;
using FsCheck.Xunit;

namespace ConcurrencyBench.Core.Tests.Scheduling;

public sealed class ItemSourceTests
{
    [Property]
    public void Take_AnyHandOutAndOrderOfWorkers_GivesEveryItemOnce(byte count, byte more, byte[] turns)
    {
        int workers = (more % 8) + 1;
        foreach (HandOut handOut in Enum.GetValues<HandOut>())
        {
            ItemSource items = ItemSource.Create(handOut, count, workers);
            List<int> taken = [];
            IEnumerable<int> order = turns.Select(turn => turn % workers).Concat(Enumerable.Range(0, workers).SelectMany(Exhausting));
            foreach (int worker in order)
            {
                if (items.Take(worker) is { } item)
                {
                    taken.Add(item);
                }
            }

            Assert.Equal(Enumerable.Range(0, count), taken.Order());
            Assert.False(items.HasMore);

            IEnumerable<int> Exhausting(int worker) => Enumerable.Repeat(worker, count + 1);
        }
    }

    // The library's own enumerators, asked in any order of turns, and the simulation beside them.
    [Property]
    public void Take_GrowingChunks_GivesWhatThePartitionerGives(byte count, byte[] turns)
    {
        const int Workers = 3;
        int[] items = [.. Enumerable.Range(0, count)];
        IEnumerator<int>[] real = [.. Partitioner.Create(items, loadBalance: true).GetPartitions(Workers)];
        ItemSource simulated = ItemSource.Create(HandOut.GrowingChunks, count, Workers);
        foreach (int worker in turns.Select(turn => turn % Workers).Concat(Enumerable.Repeat(0, count + 1)))
        {
            Assert.Equal(real[worker].MoveNext() ? real[worker].Current : null, simulated.Take(worker));
        }

        Array.ForEach(real, partition => partition.Dispose());
    }

    // The first worker waits in item 0 until the second has begun, and the second in its first item until the first has done the rest.
    [Fact(Timeout = 60_000)]
    public Task Take_GrowingChunksOfShares_GivesWhatParallelForGives() =>
        Task.Run(() =>
        {
            const int Count = 101;
            const int FirstOfSecond = Count / 2;
            TimeSpan limit = TimeSpan.FromSeconds(50);
            using ManualResetEventSlim hasBegun = new();
            using ManualResetEventSlim isDone = new();
            List<int> order = [];
            Parallel.For(
                0,
                Count,
                new ParallelOptions { MaxDegreeOfParallelism = 2 },
                index =>
                {
                    if (index == FirstOfSecond)
                    {
                        hasBegun.Set();
                        isDone.Wait(limit);
                    }
                    else
                    {
                        hasBegun.Wait(limit);
                        order.Add(index); // Only the first worker comes here: the second waits.
                        if (order.Count == Count - 1)
                        {
                            isDone.Set();
                        }
                    }
                }
            );
            ItemSource simulated = ItemSource.Create(HandOut.GrowingChunksOfShares, Count, 2);
            Assert.Equal(FirstOfSecond, simulated.Take(1));
            Assert.Equal(order, Enumerable.Range(0, Count - 1).Select(_ => simulated.Take(0)!.Value));
        });

    // Partitioner.Create(array, loadBalance: true): 1, 1, 1, 2, 2, 2, 4, … for one worker that another interrupts once.
    [Fact]
    public void Take_GrowingChunks_DoublesAfterThree()
    {
        ItemSource items = ItemSource.Create(HandOut.GrowingChunks, 100, 2);
        int[] first = [.. Enumerable.Range(0, 4).Select(_ => items.Take(0)!.Value)];
        int other = items.Take(1)!.Value;
        Assert.Equal([0, 1, 2, 3], first);
        Assert.Equal(5, other); // 4 is the second of the chunk of two that the first worker holds.
        Assert.Equal(4, items.Take(0));
    }

    // Parallel.For with two workers on ten items: shares 0..4 and 5..9; chunks of 1, 2, 4, …; then the other's share.
    [Fact]
    public void Take_GrowingChunksOfShares_GoesThroughItsOwnShareFirst()
    {
        ItemSource items = ItemSource.Create(HandOut.GrowingChunksOfShares, 10, 2);
        Assert.Equal(5, items.Take(1));
        Assert.Equal([0, 1, 2, 3, 4, 6, 7, 8, 9], Enumerable.Range(0, 9).Select(_ => items.Take(0)!.Value));
        Assert.Null(items.Take(1));
    }

    // Five items, three workers: Parallel.For makes five shares of one, as many as there are items.
    [Fact]
    public void Take_FewItems_SharesAreOneItemAtLeast()
    {
        ItemSource items = ItemSource.Create(HandOut.GrowingChunksOfShares, 5, 3);
        Assert.Equal([2, 3, 4, 0, 1], Enumerable.Range(0, 5).Select(_ => items.Take(2)!.Value));
    }

    // 1 1 1 1 | 9 as two slices: PLINQ gives the first slice the odd item, which leaves 1 + 9; the other way it is 1 + 1 + 9.
    [Theory]
    [InlineData(HandOut.LongSlicesFirst, 10)]
    [InlineData(HandOut.OneByOne, 11)]
    public void Makespan_OddItems_DependsOnWhichSliceIsLonger(HandOut handOut, double expected) =>
        Assert.Equal(expected, ScheduleSimulation.Makespan(Schedule.ContiguousStatic, [1, 1, 1, 1, 9], 2, 2, handOut: handOut), 9);

    // 16 small items, then 4 large ones of 10. In order, two workers share the large ones: 8 + 20. With Parallel.For the second worker does
    // 6 small ones and the first large one of its half; the first is done with its half at 10 and takes the other three in one chunk.
    [Fact]
    public void Makespan_LargeItemsAtTheEnd_ParallelForHoldsThemInAChunk()
    {
        ImmutableArray<double> costs = [.. Enumerable.Repeat(1.0, 16), 10, 10, 10, 10];
        Assert.Equal(28, ScheduleSimulation.Makespan(Schedule.Dynamic, costs, 2, 2), 9);
        Assert.Equal(40, ScheduleSimulation.Makespan(Schedule.Dynamic, costs, 2, 2, handOut: HandOut.GrowingChunksOfShares), 9);
    }
}
