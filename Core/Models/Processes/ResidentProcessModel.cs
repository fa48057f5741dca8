using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>A model whose P workers are started in the first run and kept for the next ones.</summary>
internal abstract class ResidentProcessModel(ModelOptions options, ChunkPolicy chunks) : ProcessModel(options)
{
    private WorkerPool? _pool;

    protected WorkerPool Pool => _pool ??= new WorkerPool(PoolOptions(Workers, chunks));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        await EndPoolAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the workers; the next run starts others.</summary>
    protected async ValueTask EndPoolAsync()
    {
        if (Interlocked.Exchange(ref _pool, null) is { } pool)
        {
            await pool.DisposeAsync().ConfigureAwait(false);
        }
    }
}
