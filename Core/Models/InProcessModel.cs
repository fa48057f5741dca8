using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>The base of the models within one process: they keep nothing between runs.</summary>
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

    /// <summary>Tries every item of the run once. All started threads and tasks have ended when this returns.</summary>
    protected abstract ValueTask RunItemsAsync(ItemRun run);
}
