using System.Collections.Immutable;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>What the models within one process share: they keep nothing between runs.</summary>
internal abstract class InProcessModel : IConcurrencyModel
{
    private bool _isDisposed;

    public async ValueTask<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        ItemRun run = new(items, cancellationToken);
        await RunItemsAsync(run).ConfigureAwait(false);
        return run.Finish();
    }

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>Has every item of the run tried once. Whoever was started has ended when this returns.</summary>
    protected abstract ValueTask RunItemsAsync(ItemRun run);
}
