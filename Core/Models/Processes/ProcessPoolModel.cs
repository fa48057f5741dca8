using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>P resident workers; an idle one gets the next chunk of items, as with a warm Pool.map.</summary>
internal sealed class ProcessPoolModel(ModelOptions options) : ResidentProcessModel(options, Chunks.Guided)
{
    protected override Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken) =>
        RunOnAsync(Pool, items, cancellationToken);
}
