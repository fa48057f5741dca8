using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>A process for each item, started and joined, that returns its answer: <c>multiprocessing.Process</c>.</summary>
internal sealed class ProcessPerItemModel(ModelOptions options) : ProcessModel(options)
{
    protected override async Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        // A pool of one each: in a common pool, a worker that is done would take the item of one that is still starting.
        ImmutableArray<WorkerPool> pools = [.. items.Select(_ => CreatePool(1, Chunks.One))];
        try
        {
            ImmutableArray<WorkerJob> jobs = [.. items.Select((item, index) => pools[index].Submit([CreateRequest(item)])[0])];
            void CancelFrom(int first)
            {
                for (int index = first; index < jobs.Length; index++)
                {
                    pools[index].Cancel([jobs[index]]);
                }
            }

            using CancellationTokenRegistration registration = cancellationToken.Register(() => CancelFrom(0));
            return await GatherAsync(items, [.. jobs.Select(job => job.Answer)], CancelFrom, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(pools.Select(pool => pool.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
    }
}
