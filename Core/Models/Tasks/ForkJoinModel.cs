using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>Halves the work again and again; one half becomes a task that an idle pool thread can steal, the other goes on.</summary>
/// <remarks>The only model that cuts items further by itself, so that one number can keep every core busy.</remarks>
internal sealed class ForkJoinModel(ModelOptions options) : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        ImmutableArray<(int ItemIndex, WorkItem Part)> leaves = [.. WorkPlan.SplitEvenly(run.Items, options.Workers)];
        long[]?[] found = new long[leaves.Length][];

        // From a pool thread, tasks go to that thread's own queue: its owner takes the newest, thieves the oldest and largest.
        await Task.Run(() => RunLeavesAsync(run, leaves, found, 0, leaves.Length)).ConfigureAwait(false);

        foreach (IGrouping<int, long[]?> item in found.Zip(leaves).GroupBy(pair => pair.Second.ItemIndex, pair => pair.First))
        {
            if (item.All(divisors => divisors is not null))
            {
                run.Keep(item.Key, [.. item.SelectMany(divisors => divisors!)]);
            }
        }
    }

    // Awaiting the stolen half, rather than waiting for it, gives the thread back to the pool.
    private static async Task RunLeavesAsync(
        ItemRun run,
        ImmutableArray<(int ItemIndex, WorkItem Part)> leaves,
        long[]?[] found,
        int first,
        int end
    )
    {
        if (end - first <= 1)
        {
            if (first < end)
            {
                run.TryRun(leaves[first].ItemIndex, leaves[first].Part, out found[first]);
            }

            return;
        }

        int middle = first + (end - first) / 2;
        Task forked = Task.Run(() => RunLeavesAsync(run, leaves, found, middle, end));
        await RunLeavesAsync(run, leaves, found, first, middle).ConfigureAwait(false);
        await forked.ConfigureAwait(false);
    }
}
