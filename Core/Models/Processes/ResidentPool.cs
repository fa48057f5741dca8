using ConcurrencyBench.Core.Workers;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>A pool that is made at the first run and kept for the next ones.</summary>
internal sealed class ResidentPool(Func<WorkerPool> create) : IAsyncDisposable
{
    private WorkerPool? _pool;

    public WorkerPool Pool => _pool ??= create();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _pool, null) is { } pool)
        {
            await pool.DisposeAsync().ConfigureAwait(false);
        }
    }
}
