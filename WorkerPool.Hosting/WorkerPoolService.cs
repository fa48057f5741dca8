using Microsoft.Extensions.Hosting;

namespace ConcurrencyBench.Workers.Hosting;

/// <summary>Ends a pool with its host. Services that were added after it, and may use it, stop before it does.</summary>
/// <param name="pool">The pool. To create it checks its options, so that a host with wrong ones does not start.</param>
internal sealed class WorkerPoolService(WorkerPool pool) : IHostedService
{
    // Workers are started when there are jobs for them.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Drains the pool until the host has no time left, and disposes it then.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(_ => _ = pool.DisposeAsync().AsTask(), null).ConfigureAwait(false))
        {
            await pool.DrainAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
    }
}
