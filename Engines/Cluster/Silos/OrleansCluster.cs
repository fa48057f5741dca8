using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>A giver and the host processes that it has started. When this is disposed, they are gone.</summary>
internal sealed class OrleansCluster : IAsyncDisposable
{
    // A host that cannot run would be started for ever.
    private const int MostReplacements = 1_000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly OrleansOptions _options;
    private readonly OrleansGiver _giver;
    private readonly CancellationTokenSource _end = new();

    // Whoever starts a host holds it, so that none is started behind the back of the end.
    private readonly SemaphoreSlim _starting = new(1);
    private ClusterHosts? _hosts;
    private int _replaced;

    private OrleansCluster(OrleansOptions options, OrleansGiver giver) => (_options, _giver) = (options, giver);

    /// <summary>The giver.</summary>
    public OrleansGiver Giver => _giver;

    /// <summary>The processes of the hosts, in the order in which they were started, also those that have ended.</summary>
    public IReadOnlyList<HostProcess> Processes => _hosts?.All ?? [];

    /// <summary>The number of those that live.</summary>
    public int Living => _hosts?.Living.Length ?? 0;

    /// <summary>The hosts that have ended and were replaced.</summary>
    public int Replaced => Volatile.Read(ref _replaced);

    /// <summary>Starts a giver, and hosts where they do not join by themselves.</summary>
    /// <param name="options">The cluster.</param>
    /// <param name="workers">The workers of all hosts.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HostException">They do not start.</exception>
    public static Task<OrleansCluster> StartAsync(OrleansOptions options, int workers, CancellationToken cancellationToken) =>
        StartAsync(options, options.ShareWorkers(workers), options.StartsHosts ? workers : 1, cancellationToken);

    /// <summary>Starts a giver and hosts.</summary>
    /// <param name="settings">The cluster.</param>
    /// <param name="workers">The workers of each host.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HostException">They do not start; none is left.</exception>
    public static Task<OrleansCluster> StartAsync(
        OrleansSettings settings,
        ImmutableArray<int> workers,
        CancellationToken cancellationToken
    ) => StartAsync(new OrleansOptions(settings), workers, cancellationToken);

    /// <inheritdoc cref="StartAsync(OrleansSettings, ImmutableArray{int}, CancellationToken)"/>
    /// <param name="options">The cluster, and the places of the hosts.</param>
    /// <param name="workers">The workers of each host.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static Task<OrleansCluster> StartAsync(
        OrleansOptions options,
        ImmutableArray<int> workers,
        CancellationToken cancellationToken
    ) => StartAsync(options, workers, workers.Sum(), cancellationToken);

    /// <summary>Starts hosts again that have ended, and waits until the giver knows all.</summary>
    /// <remarks>One that was cut off ends by itself, once it is reached again.</remarks>
    /// <exception cref="HostException">One does not start.</exception>
    public async Task RestoreHostsAsync(CancellationToken cancellationToken)
    {
        do
        {
            foreach (WorkerCommand command in _hosts!.Lost)
            {
                await StartHostAsync(command, cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        } while (_hosts.Lost is not [] || _giver.Hosts.All.Length < Living);
    }

    /// <summary>Starts one more host, and waits until the giver knows it.</summary>
    /// <exception cref="HostException">It does not start.</exception>
    public async Task AddAsync(int workers, CancellationToken cancellationToken)
    {
        HostProcess process = await StartHostAsync(CreateCommand(workers), cancellationToken).ConfigureAwait(false);
        await _giver.WaitForProcessAsync(process.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Kills one of the hosts that live.</summary>
    public void KillHost(Random random) => _hosts!.KillOne(random);

    /// <inheritdoc cref="OrleansGiver.RunAsync"/>
    public Task<long[][]> RunAsync(ImmutableArray<WorkItem> items, int workers, Dispatch dispatch, CancellationToken cancellationToken) =>
        _giver.RunAsync(items, workers, dispatch, cancellationToken);

    /// <summary>Ends the hosts and the giver.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _starting.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_hosts is { } hosts)
            {
                await hosts.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _starting.Release();
        }

        await _giver.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<OrleansCluster> StartAsync(
        OrleansOptions options,
        ImmutableArray<int> workers,
        int wanted,
        CancellationToken cancellationToken
    )
    {
        OrleansCluster cluster = new(options, await OrleansGiver.StartAsync(options.Settings, cancellationToken).ConfigureAwait(false));
        try
        {
            WorkerCommand[] commands = [.. workers.Select((count, place) => options.Place(place, cluster.CreateCommand(count)))];
            cluster._hosts = await ClusterHosts.StartAsync(commands, cancellationToken).ConfigureAwait(false);
            await cluster._giver.WaitForWorkersAsync(wanted, cancellationToken).ConfigureAwait(false);
            foreach (HostProcess process in cluster.Processes.ToArray())
            {
                _ = cluster.WatchAsync(process);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<HostProcess> StartHostAsync(WorkerCommand command, CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _end.Token.ThrowIfCancellationRequested();
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
            HostProcess process = await _hosts!.AddAsync(command, either.Token).ConfigureAwait(false);
            _ = WatchAsync(process);
            return process;
        }
        finally
        {
            _starting.Release();
        }
    }

    private WorkerCommand CreateCommand(int workers) =>
        BuiltHost.Command(new HostArguments(null, _options.Settings.ToText(), _options.Settings.Name, workers, IsOwned: true));

    private async Task WatchAsync(HostProcess process)
    {
        await process.Ended.ConfigureAwait(false);
        try
        {
            await _giver.ForgetAsync(process.Id).ConfigureAwait(false);
            if (_options.ReplacesHosts && Interlocked.Increment(ref _replaced) <= MostReplacements)
            {
                await StartHostAsync(process.Command, _end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or HostException or ObjectDisposedException || GiverHost.IsLost(exception))
        {
            // The cluster ends, or runs on with those that are left.
        }
    }
}
