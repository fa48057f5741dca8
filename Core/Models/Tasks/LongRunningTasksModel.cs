namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>P tasks with LongRunning, which get threads of their own, pull from a shared index.</summary>
internal sealed class LongRunningTasksModel(ModelOptions options) : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        int next = -1;
        Task[] tasks = new Task[Math.Min(options.Workers, run.Count)];
        for (int worker = 0; worker < tasks.Length; worker++)
        {
            tasks[worker] = Task.Factory.StartNew(Pull, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);

        void Pull()
        {
            for (int index = Interlocked.Increment(ref next); index < run.Count; index = Interlocked.Increment(ref next))
            {
                run.Run(index);
            }
        }
    }
}
