using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>RabbitMQ: a work queue. Hosts take a message for each worker at a time, and acknowledge it when they have answered.</summary>
/// <remarks>The hosts, and the server where none is named, are started in the first run and kept.</remarks>
internal sealed class RabbitMqModel(ModelOptions options, RabbitMqOptions how) : IConcurrencyModel
{
    private RabbitCluster? _cluster;
    private bool _isDisposed;

    /// <summary>The events so far beside the answers.</summary>
    public ClusterCounts Counts => _cluster?.Giver.Counts ?? new ClusterCounts(0, 0, 0);

    /// <summary>The giver, the hosts and the broker; null before the first run.</summary>
    internal RabbitCluster? Cluster => _cluster;

    public async ValueTask<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (items.IsEmpty)
        {
            return [];
        }

        _cluster ??= await RabbitCluster.StartAsync(options, how, cancellationToken).ConfigureAwait(false);
        await _cluster.Giver.WaitForWorkersAsync(1, cancellationToken).ConfigureAwait(false);
        return await _cluster.Giver.RunAsync(items, options.Workers, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (Interlocked.Exchange(ref _cluster, null) is { } cluster)
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
        }
    }
}
