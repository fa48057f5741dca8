namespace ConcurrencyBench.Core.Models.Threads;

/// <summary>P threads that pull from a shared index.</summary>
internal sealed class ThreadWorkersModel(ModelOptions options) : InProcessModel
{
    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        int next = -1;
        JoinedThreads.Run(
            Math.Min(options.Workers, run.Count),
            _ =>
            {
                for (int index = Interlocked.Increment(ref next); index < run.Count; index = Interlocked.Increment(ref next))
                {
                    run.Run(index);
                }
            }
        );
        return ValueTask.CompletedTask;
    }
}
