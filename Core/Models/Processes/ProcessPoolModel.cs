using System.Collections.Immutable;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>P resident workers; whoever is free gets the next chunk of items, as with a Pool.map that is warm.</summary>
internal sealed class ProcessPoolModel : ProcessModel
{
    private readonly ResidentPool _resident;

    public ProcessPoolModel(ModelOptions options)
        : base(options)
    {
        _resident = new ResidentPool(() => CreatePool(Workers, Chunks.Guided));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        await _resident.DisposeAsync().ConfigureAwait(false);
    }

    protected override Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
        => RunOnAsync(_resident.Pool, items, cancellationToken);
}
