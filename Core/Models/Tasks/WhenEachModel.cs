namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>Task.Run for each item, and Task.WhenEach, which hands the answers over as they come.</summary>
internal sealed class WhenEachModel : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        Task<(int Index, long[]? Divisors)>[] tasks = new Task<(int, long[]?)>[run.Count];
        for (int index = 0; index < tasks.Length; index++)
        {
            int mine = index;
            tasks[index] = Task.Run(() => (mine, run.TryRun(mine)));
        }

        await foreach (Task<(int Index, long[]? Divisors)> task in Task.WhenEach(tasks).ConfigureAwait(false))
        {
            (int index, long[]? divisors) = await task.ConfigureAwait(false);
            run.Keep(index, divisors);
        }
    }
}
