using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>A giver with the hosts and the server that were started for it. All of them end with this.</summary>
internal sealed class RabbitCluster : IAsyncDisposable
{
    // A host that cannot run would be started for ever.
    private const int MostFailedStarts = 10;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly SharedBroker? _broker;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _watches = [];
    private ClusterHosts? _hosts;
    private int _lost;

    private RabbitCluster(SharedBroker? broker, RabbitSettings settings, RabbitGiver giver) =>
        (_broker, Settings, Giver) = (broker, settings, giver);

    /// <summary>The settings.</summary>
    public RabbitSettings Settings { get; }

    /// <summary>The giver.</summary>
    public RabbitGiver Giver { get; }

    /// <summary>The host processes, also those that have ended.</summary>
    public IReadOnlyList<HostProcess> Hosts => _hosts?.All ?? [];

    /// <summary>The hosts that have ended, and were replaced.</summary>
    public int LostHosts => Volatile.Read(ref _lost);

    /// <summary>Starts what the options ask for.</summary>
    /// <exception cref="HostException">Something does not start; nothing is left.</exception>
    public static async Task<RabbitCluster> StartAsync(ModelOptions options, RabbitMqOptions how, CancellationToken cancellationToken)
    {
        SharedBroker? broker = how.Broker is null ? await SharedBroker.UseAsync(cancellationToken).ConfigureAwait(false) : null;
        RabbitCluster? cluster = null;
        try
        {
            string name = how.Name ?? $"{HostArguments.DefaultName}-{Guid.NewGuid():N}";
            RabbitSettings settings = how.Configure(
                new RabbitSettings(how.Broker ?? broker!.Address, name) { Workers = how.Hosts == 0 ? options.Workers : int.MaxValue }
            );
            RabbitGiver giver = await RabbitGiver.ConnectAsync(settings, TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(false);
            cluster = new RabbitCluster(broker, settings, giver);
            if (how.Hosts != 0)
            {
                await cluster.StartHostsAsync(how, options.Workers, cancellationToken).ConfigureAwait(false);
            }

            await giver.WaitForWorkersAsync(options.Workers, cancellationToken).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            if (cluster is not null)
            {
                await cluster.DisposeAsync().ConfigureAwait(false);
            }
            else if (broker is not null)
            {
                await broker.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Kills one of the hosts that live.</summary>
    public void KillHost(Random random) => _hosts!.KillOne(random);

    /// <summary>Replaces hosts that have ended, where nothing else does, and waits until as many take items as at the start.</summary>
    public async Task RestoreHostsAsync(CancellationToken cancellationToken)
    {
        foreach (WorkerCommand command in _hosts!.Lost)
        {
            await _hosts.AddAsync(command, cancellationToken).ConfigureAwait(false);
        }

        while (!await AllTakeItemsAsync().ConfigureAwait(false))
        {
            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
        {
            return;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await Giver.DisposeAsync().ConfigureAwait(false);
        if (_hosts is not null)
        {
            await _hosts.DisposeAsync().ConfigureAwait(false);
            await Task.WhenAll(_watches).ConfigureAwait(false);
        }

        if (_broker is not null)
        {
            await _broker.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task StartHostsAsync(RabbitMqOptions how, int workers, CancellationToken cancellationToken)
    {
        WorkerCommand[] commands = [.. how.ShareWorkers(workers).Select((count, place) => how.Place(place, CreateCommand(count)))];
        _hosts = await ClusterHosts.StartAsync(commands, cancellationToken).ConfigureAwait(false);
        if (how.ReplacesHosts)
        {
            _watches.AddRange(_hosts.All.Zip(commands).Select(pair => ReplaceAsync(pair.First, pair.Second)).ToArray());
        }
    }

    private async Task<bool> AllTakeItemsAsync()
    {
        try
        {
            return await Giver.CountHostsAsync().ConfigureAwait(false) >= _hosts!.Living.Length;
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            return false; // The giver connects again.
        }
    }

    private WorkerCommand CreateCommand(int workers) =>
        BuiltHost.Command(new HostArguments(Settings.Broker, Cluster: null, Settings.Name, workers, IsOwned: true));

    // A host that is lost is replaced, as a supervisor of services would do it; also one that is lost while it starts.
    private async Task ReplaceAsync(HostProcess host, WorkerCommand command)
    {
        Task end = Task.Delay(Timeout.Infinite, _end.Token);
        for (int failures = 0; failures < MostFailedStarts; )
        {
            await Task.WhenAny(host.Ended, end).ConfigureAwait(false);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            Interlocked.Increment(ref _lost);
            try
            {
                host = await _hosts!.AddAsync(command, _end.Token).ConfigureAwait(false);
                failures = 0;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (HostException exception) when (++failures == MostFailedStarts)
            {
                Giver.Abort(exception);
            }
            catch (HostException)
            {
                // Tried again.
            }
        }
    }
}
