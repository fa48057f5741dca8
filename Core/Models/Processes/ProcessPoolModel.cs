using System.Collections.Immutable;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>P resident workers; whoever is free gets the next chunk of items, as with a Pool.map that is warm.</summary>
internal sealed class ProcessPoolModel(ModelOptions options) : ResidentProcessModel(options, Chunks.Guided)
{
    protected override Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken) =>
        RunOnAsync(Pool, items, cancellationToken);
}
