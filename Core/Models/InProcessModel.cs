using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>The base of the models within one process. They keep nothing between runs, but for an engine that has to be started.</summary>
public abstract class InProcessModel : IConcurrencyModel
{
    private bool _isDisposed;

    /// <inheritdoc/>
    public async ValueTask<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        ItemRun run = new(items, cancellationToken);
        await RunItemsAsync(run).ConfigureAwait(false);
        return run.Finish();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await EndAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Tries every item of the run once. All started threads and tasks have ended when this returns.</summary>
    /// <param name="run">The items; it keeps their answers.</param>
    protected abstract ValueTask RunItemsAsync(ItemRun run);

    /// <summary>Ends what is kept between runs. It is called once, when the model is disposed.</summary>
    protected virtual ValueTask EndAsync() => ValueTask.CompletedTask;
}
