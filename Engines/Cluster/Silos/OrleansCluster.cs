using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>A giver and the host processes that it has started. When this is disposed, they are gone.</summary>
internal sealed class OrleansCluster : IAsyncDisposable
{
    // One host for each worker, as far as that many processes are of any use on one machine.
    private const int MostHosts = 4;

    private readonly OrleansSettings _settings;
    private readonly OrleansGiver _giver;
    private ClusterHosts? _hosts;

    private OrleansCluster(OrleansSettings settings, OrleansGiver giver) => (_settings, _giver) = (settings, giver);

    /// <summary>The giver.</summary>
    public OrleansGiver Giver => _giver;

    /// <summary>The processes of the hosts, in the order in which they were started.</summary>
    public IReadOnlyList<HostProcess> Processes => _hosts!.All;

    /// <summary>Starts a giver, and hosts that have a number of workers together.</summary>
    /// <exception cref="HostException">They do not start.</exception>
    public static Task<OrleansCluster> StartAsync(int workers, CancellationToken cancellationToken)
    {
        int hosts = Math.Min(MostHosts, workers);
        return StartAsync(
            new OrleansSettings(OrleansMembership.Embedded(), $"bench-{Guid.NewGuid():N}"),
            [.. Enumerable.Range(0, hosts).Select(host => (workers + host) / hosts)],
            cancellationToken
        );
    }

    /// <summary>Starts a giver and hosts.</summary>
    /// <param name="settings">The cluster.</param>
    /// <param name="workers">The workers of each host.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HostException">They do not start; none is left.</exception>
    public static async Task<OrleansCluster> StartAsync(
        OrleansSettings settings,
        ImmutableArray<int> workers,
        CancellationToken cancellationToken
    )
    {
        OrleansCluster cluster = new(settings, await OrleansGiver.StartAsync(settings, cancellationToken).ConfigureAwait(false));
        try
        {
            cluster._hosts = await ClusterHosts.StartAsync(workers.Select(cluster.CreateCommand), cancellationToken).ConfigureAwait(false);
            await cluster._giver.WaitForWorkersAsync(workers.Sum(), cancellationToken).ConfigureAwait(false);
            foreach (HostProcess process in cluster.Processes)
            {
                _ = cluster.ForgetWhenEndedAsync(process);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts one more host.</summary>
    public async Task AddAsync(int workers, CancellationToken cancellationToken)
    {
        int wanted = _giver.Hosts.Workers + workers;
        HostProcess process = await _hosts!.AddAsync(CreateCommand(workers), cancellationToken).ConfigureAwait(false);
        await _giver.WaitForWorkersAsync(wanted, cancellationToken).ConfigureAwait(false);
        _ = ForgetWhenEndedAsync(process);
    }

    /// <inheritdoc cref="OrleansGiver.RunAsync"/>
    public Task<long[][]> RunAsync(ImmutableArray<WorkItem> items, int workers, CancellationToken cancellationToken) =>
        _giver.RunAsync(items, workers, cancellationToken);

    /// <summary>Ends the hosts and the giver.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_hosts is { } hosts)
        {
            await hosts.DisposeAsync().ConfigureAwait(false);
        }

        await _giver.DisposeAsync().ConfigureAwait(false);
    }

    private WorkerCommand CreateCommand(int workers) =>
        BuiltHost.Command(new HostArguments(null, _settings.ToText(), _settings.Name, workers, IsOwned: true));

    private async Task ForgetWhenEndedAsync(HostProcess process)
    {
        await process.Ended.ConfigureAwait(false);
        await _giver.ForgetAsync(process.Id).ConfigureAwait(false);
    }
}
