using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Disturbs runs of a model with RabbitMQ, and measures what that costs.</summary>
/// <remarks>
/// One host more than cores, so that a lost one leaves enough for the cores: the extra time is that of what is run again, and of
/// noticing. It is replaced between the runs.
/// </remarks>
internal sealed class RecoveryRun : IAsyncDisposable
{
    private readonly BrokerServer _server;
    private readonly RabbitMqModel _model;
    private readonly DisturbedRuns _runs;

    private RecoveryRun(BrokerServer server, RabbitMqModel model)
    {
        (_server, _model) = (server, model);
        _runs = new DisturbedRuns(model.RunAsync, () => model.Counts.Duplicates, token => model.Cluster!.RestoreHostsAsync(token));
    }

    /// <summary>The server's address.</summary>
    public Uri Broker => _server.Address;

    /// <summary>Starts a server. The first run starts the hosts.</summary>
    public static async Task<RecoveryRun> StartAsync(RabbitQueue queue, CancellationToken cancellationToken)
    {
        BrokerServer server = await BrokerServer.StartAsync(cancellationToken).ConfigureAwait(false);
        int hosts = Environment.ProcessorCount + 1;
        RabbitMqOptions how = new(server.Address, hosts)
        {
            ReplacesHosts = false,
            Configure = settings => settings with { Queue = queue, Batch = 1 },
        };
        return new RecoveryRun(server, new RabbitMqModel(new ModelOptions(hosts), how));
    }

    /// <summary>Kills hosts, a random one at a random moment of each run.</summary>
    public Task<Recovery> KillHostsAsync(int count, Action<string> tell, CancellationToken cancellationToken) =>
        _runs.DisturbAsync("a host, killed", count, KillHostAsync, tell, cancellationToken);

    /// <summary>Kills the server and starts it again, at a random moment of each run.</summary>
    public Task<Recovery> RestartBrokerAsync(int count, Action<string> tell, CancellationToken cancellationToken) =>
        _runs.DisturbAsync("the broker, killed and started again", count, RestartBrokerAsync, tell, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private Task<TimeSpan> KillHostAsync(CancellationToken cancellationToken)
    {
        _model.Cluster!.KillHost(_runs.Random);
        return Task.FromResult(TimeSpan.Zero);
    }

    private async Task<TimeSpan> RestartBrokerAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await _server.KillAsync().ConfigureAwait(false);
        await _server.RestartAsync(cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start);
    }
}
