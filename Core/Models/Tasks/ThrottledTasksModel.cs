namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>A task for each item; a SemaphoreSlim lets P of them run at once.</summary>
internal sealed class ThrottledTasksModel(ModelOptions options) : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        using SemaphoreSlim places = new(options.Workers);
        Task[] tasks = new Task[run.Count];
        for (int index = 0; index < tasks.Length; index++)
        {
            // Before the task is made: a thousand tasks that wait would take the threads of those that run.
            await places.WaitAsync().ConfigureAwait(false);
            int mine = index;
            tasks[index] = Task.Run(() =>
            {
                run.Run(mine);
                places.Release();
            });
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
    }
}
