namespace ConcurrencyBench.Core.Models.Threads;

/// <summary>A new thread for each item, started and joined, as in the article's Process class.</summary>
internal sealed class ThreadPerItemModel : InProcessModel
{
    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        JoinedThreads.Run(run.Count, run.Run);
        return ValueTask.CompletedTask;
    }
}
