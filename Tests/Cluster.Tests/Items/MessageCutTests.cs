using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;
using FsCheck.Xunit;

namespace ConcurrencyBench.Cluster.Tests.Items;

public sealed class MessageCutTests
{
    [Property]
    public void Cut_AnyItems_HasEachOnceInOrder(byte[] given, byte workers, byte parts)
    {
        ImmutableArray<WorkItem> items = Items([.. given.Select(number => (long)number + 1)]);
        int next = 0;
        foreach ((int first, int count) in MessageCut.Cut(items, workers + 1, 1.0 / (parts + 1)))
        {
            Assert.Equal(next, first);
            Assert.NotEqual(0, count);
            next += count;
        }

        Assert.Equal(items.Length, next);
    }

    /// <summary>What one worker may still have to do when the others have nothing left is small beside its share of the run.</summary>
    [Property]
    public void Cut_ItemsAlike_NoMessageIsMoreThanHalfOfWhatIsLeftForEachWorker(byte workers, byte parts)
    {
        int used = (workers % 8) + 1;
        int all = 640 * used;
        double largest = 1.0 / ((parts % 16) + 1);
        int left = all;
        foreach ((_, int count) in MessageCut.Cut(Items([.. Enumerable.Repeat(1_000L, all)]), used, largest))
        {
            Assert.InRange(count, 1, largest * all / used);
            Assert.True(count <= 10 || count <= left / used / 2, $"{count} of {left}");
            left -= count;
        }
    }

    /// <summary>Four numbers are four messages, whatever their sizes; small ones travel by the hundreds, fewer at the end.</summary>
    [Theory]
    [InlineData("article", 4, 1)]
    [InlineData("single", 1, 1)]
    [InlineData("many-small", 17, 512)]
    public void Cut_AWorkload_MakesMessagesOfAQuarterOfAWorkersShareAtMost(string workload, int messages, int mostItems)
    {
        WorkPlan plan = WorkPlan.Cut(WorkloadCatalog.Find(workload)!, KernelCatalog.Default, Granularity.PerNumber, 2);
        ImmutableArray<(int First, int Count)> cut = Dispatch.Items.Cut(plan.Items, 2);
        Assert.InRange(cut.Length, messages, messages + (messages / 10));
        Assert.InRange(cut.Max(message => message.Count), mostItems, mostItems + (mostItems / 10));
    }

    /// <summary>Ranges of two workers: half of a worker's share is first, a sixty-fourth last.</summary>
    [Fact]
    public void Cut_Ranges_BeginLargeAndEndSmall()
    {
        WorkPlan plan = WorkPlan.Cut(WorkloadCatalog.Find("article")!, KernelCatalog.Default, Granularity.Ranges, 2);
        ImmutableArray<(int First, int Count)> cut = Dispatch.Ranges.Cut(plan.Items, 2);
        Assert.InRange(cut[0].Count, 31, 32);
        Assert.Equal(1, cut[^1].Count);
        Assert.InRange(cut.Length, 10, 18);
    }

    private static ImmutableArray<WorkItem> Items(params long[] numbers) =>
        [.. numbers.Select(number => new WorkItem(KernelCatalog.Default, number, new CandidateRange(1, number)))];
}
