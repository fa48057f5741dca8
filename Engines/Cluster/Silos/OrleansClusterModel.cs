using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>
/// Orleans across hosts: an open call for each worker of each host, whose grain runs the items on threads of the host's own.
/// </summary>
/// <remarks>Hosts are started in the first run and kept.</remarks>
/// <param name="options">The settings of the model.</param>
/// <param name="dispatch">The way in which items are dealt out.</param>
/// <param name="cluster">A cluster that its owner ends; null for one of the model's own.</param>
internal sealed class OrleansClusterModel(ModelOptions options, Dispatch dispatch, OrleansCluster? cluster = null) : IConcurrencyModel
{
    private OrleansCluster? _own;
    private bool _isDisposed;

    /// <inheritdoc/>
    public async ValueTask<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (items.IsEmpty)
        {
            return [];
        }

        OrleansCluster used =
            cluster
            ?? (
                _own ??= await OrleansCluster
                    .StartAsync(OrleansOptions.FromEnvironment(), options.Workers, cancellationToken)
                    .ConfigureAwait(false)
            );
        return await used.RunAsync(items, options.Workers, dispatch, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            if (_own is { } own)
            {
                await own.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
