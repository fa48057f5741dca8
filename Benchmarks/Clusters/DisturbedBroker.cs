using System.Net;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Hosts at a RabbitMQ server, all of which may be lost.</summary>
/// <remarks>
/// One host more than cores, so that a lost one leaves enough for the cores: the extra time is that of what is run again, and of
/// noticing. It is replaced between the runs.
/// </remarks>
internal sealed class DisturbedBroker : IDisturbedCluster
{
    // The server looks once for each heartbeat, and ends a connection when it has looked twice in vain.
    private const int HeartbeatsToNotice = 3;

    private readonly BrokerServer _server;
    private readonly RabbitQueue _queue;
    private readonly TimeSpan _heartbeat;
    private readonly CutLinks? _links;
    private readonly RabbitMqModel _model;
    private readonly DisturbedRuns _runs;

    private DisturbedBroker(BrokerServer server, RabbitQueue queue, TimeSpan heartbeat, CutLinks? links)
    {
        (_server, _queue, _heartbeat, _links) = (server, queue, heartbeat, links);
        int hosts = Environment.ProcessorCount + 1;
        RabbitMqOptions how = new(server.Address, hosts)
        {
            ReplacesHosts = false,
            Configure = settings => settings with { Queue = queue, Batch = 1, Heartbeat = heartbeat },
        };
        _model = new RabbitMqModel(new ModelOptions(hosts), links is null ? how : how with { Place = links.Place });
        _runs = new DisturbedRuns(_model.RunAsync, () => _model.Counts.Duplicates, RestoreAsync);
    }

    /// <summary>Starts a server. The first run starts the hosts.</summary>
    /// <param name="queue">The kind of the queue of items.</param>
    /// <param name="heartbeat">The interval at which both ends of a connection hear of each other, in whole seconds.</param>
    /// <param name="network">The network whose first host this is; null without one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<DisturbedBroker> StartAsync(
        RabbitQueue queue,
        TimeSpan heartbeat,
        HostNetwork? network,
        CancellationToken cancellationToken
    )
    {
        BrokerOptions options = new()
        {
            Address = network is null ? IPAddress.Loopback : IPAddress.Parse(network.Addresses[0]),
            Heartbeat = heartbeat,
        };
        BrokerServer server = await BrokerServer.StartAsync(cancellationToken, options).ConfigureAwait(false);
        return new DisturbedBroker(server, queue, heartbeat, network is null ? null : new CutLinks(network));
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> MeasurePartsAsync(CancellationToken cancellationToken)
    {
        ClusterParts parts = await ClusterParts.MeasureAsync(_server.Address, _queue, cancellationToken).ConfigureAwait(false);
        return [.. parts.Render()];
    }

    /// <inheritdoc/>
    public Task<Recovery> DisturbAsync(Fault fault, int count, Action<string> tell, CancellationToken cancellationToken) =>
        fault switch
        {
            Fault.HostKilled => _runs.LoseHostsAsync(
                fault,
                count,
                DisturbedRuns.ProcessEnd,
                // Only the first run starts the hosts.
                chance => _model.Cluster!.KillHost(chance),
                tell,
                cancellationToken
            ),
            Fault.HostCutOff => _runs.LoseHostsAsync(
                fault,
                count,
                HeartbeatsToNotice * _heartbeat,
                _links!.CutOne,
                tell,
                cancellationToken
            ),
            _ => _runs.DisturbAsync(fault, count, detection: null, RestartBrokerAsync, tell, cancellationToken),
        };

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private Task RestoreAsync(CancellationToken cancellationToken)
    {
        _links?.Restore();
        return _model.Cluster!.RestoreHostsAsync(cancellationToken);
    }

    private async Task<TimeSpan> RestartBrokerAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await _server.KillAsync().ConfigureAwait(false);
        await _server.RestartAsync(cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start);
    }
}
