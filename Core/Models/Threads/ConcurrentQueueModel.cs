using System.Collections.Concurrent;

namespace ConcurrencyBench.Core.Models.Threads;

/// <summary>P threads that take from a ConcurrentQueue which was filled before.</summary>
internal sealed class ConcurrentQueueModel(ModelOptions options) : InProcessModel
{
    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        ConcurrentQueue<int> items = new(Enumerable.Range(0, run.Count));
        JoinedThreads.Run(
            Math.Min(options.Workers, run.Count),
            _ =>
            {
                while (items.TryDequeue(out int index))
                {
                    run.Run(index);
                }
            }
        );
        return ValueTask.CompletedTask;
    }
}
