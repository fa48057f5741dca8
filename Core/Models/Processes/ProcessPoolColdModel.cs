using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>A pool of one worker per item, created, used and ended within the run: the article's <c>with Pool(len(numbers))</c>.</summary>
internal sealed class ProcessPoolColdModel(ModelOptions options) : ProcessModel(options)
{
    protected override async Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        await using WorkerPool pool = CreatePool(items.Length, Chunks.One);
        return await RunOnAsync(pool, items, cancellationToken).ConfigureAwait(false);
    }
}
