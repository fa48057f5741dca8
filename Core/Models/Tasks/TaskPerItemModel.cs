namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>Task.Run for each item, then Task.WhenAll; the thread pool decides how many run at once.</summary>
internal sealed class TaskPerItemModel : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        Task[] tasks = new Task[run.Count];
        for (int index = 0; index < tasks.Length; index++)
        {
            int mine = index;
            tasks[index] = Task.Run(() => run.Run(mine));
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
    }
}
