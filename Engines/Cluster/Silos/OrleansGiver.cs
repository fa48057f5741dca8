using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>Gives items to the silos of a cluster by calls of grains, and keeps their answers. One run at a time.</summary>
/// <remarks>
/// For each worker of a host there is an open call or more, so that an idle worker gets the next message. Where a host is lost, what it
/// had goes to others, as soon as the cluster's membership says so.
/// </remarks>
internal sealed class OrleansGiver : IAsyncDisposable
{
    private static readonly TimeSpan HostPoll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly OrleansSettings _settings;
    private readonly GiverHosts _hosts = new();
    private readonly CancellationTokenSource _end = new();
    private IHost? _silo;
    private Task _watching = Task.CompletedTask;
    private volatile Serving? _serving;
    private string? _failure;
    private int _resent;
    private int _duplicates;

    private OrleansGiver(OrleansSettings settings) => _settings = settings;

    /// <summary>The hosts that are there.</summary>
    public GiverHosts Hosts => _hosts;

    /// <summary>Answers that came for items which had one.</summary>
    public int Duplicates => Volatile.Read(ref _duplicates) + (_serving?.Run.Run.Duplicates ?? 0);

    /// <summary>Calls that were sent again because their answer was lost.</summary>
    public int Resent => Volatile.Read(ref _resent);

    /// <summary>The reason of the last of them; null where there is none.</summary>
    public Exception? LastLoss { get; private set; }

    /// <summary>Starts the giver's silo.</summary>
    /// <exception cref="HostException">It cannot start.</exception>
    public static async Task<OrleansGiver> StartAsync(OrleansSettings settings, CancellationToken cancellationToken)
    {
        OrleansGiver giver = new(settings);
        int port = settings.Membership.IsRedis ? 0 : settings.Membership.Port;
        giver._silo = await ClusterSilo
            .StartAsync(settings, $"giver-{Guid.NewGuid():N}", port, giver.Fail, _ => { }, cancellationToken)
            .ConfigureAwait(false);
        giver._watching = Task.Run(giver.WatchAsync, CancellationToken.None);
        return giver;
    }

    /// <summary>Waits until a number of workers is there.</summary>
    /// <exception cref="HostException">They do not come.</exception>
    public Task WaitForWorkersAsync(int workers, CancellationToken cancellationToken) =>
        WaitUntilAsync(() => _hosts.Workers >= workers, () => $"Hosts with {_hosts.Workers} of {workers} workers have", cancellationToken);

    /// <summary>Waits until the host of a process on this machine is there.</summary>
    /// <exception cref="HostException">It does not come.</exception>
    public Task WaitForProcessAsync(int processId, CancellationToken cancellationToken) =>
        WaitUntilAsync(() => _hosts.Find(processId) is not null, () => $"The host of process {processId} has not", cancellationToken);

    /// <summary>Tells the cluster that the process of a host has ended, so that nobody waits until its probes are missed.</summary>
    /// <param name="processId">The process.</param>
    public async Task ForgetAsync(int processId)
    {
        if (_silo is { } silo && _hosts.Find(processId) is { } host)
        {
            _hosts.Remove(host.Address);
            await silo.Services.GetRequiredService<IClusterMembershipService>().TryKill(host.Address).ConfigureAwait(false);
        }
    }

    /// <summary>Runs items on the hosts.</summary>
    /// <param name="items">The items, one or more.</param>
    /// <param name="workers">The workers that are used, of those that are there.</param>
    /// <param name="dispatch">The way in which they are dealt out.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>Result i belongs to item i.</returns>
    /// <exception cref="Core.Models.WorkItemException">An item failed; of several, the one with the lowest index.</exception>
    /// <exception cref="HostException">The giver can go on no more.</exception>
    public async Task<long[][]> RunAsync(
        ImmutableArray<WorkItem> items,
        int workers,
        Dispatch dispatch,
        CancellationToken cancellationToken
    )
    {
        GiverRun run = new(items, dispatch.Cut(items, workers), _settings.Deliveries);
        Serving serving = new(run, workers, dispatch.Prefetch, () => _hosts.All, CountResent);
        _serving = serving;
        bool isClean = false;
        try
        {
            ThrowIfFailed();
            serving.Add(_hosts.All);
            _ = AbortWithoutHostsAsync(run.Run);
            long[][] answers = await run.Run.WaitAsync(cancellationToken).ConfigureAwait(false);
            isClean = true;
            return answers;
        }
        finally
        {
            _serving = null;
            Interlocked.Add(ref _duplicates, run.Run.Duplicates);
            if (!isClean)
            {
                // Calls that are open come back with it.
                await StopAsync(run.Id).ConfigureAwait(false);
            }

            await serving.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Leaves the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _silo, null) is not { } silo)
        {
            return;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await ClusterSilo.EndAsync(silo).ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _hosts.Dispose();
        _end.Dispose();
    }

    private async Task WaitUntilAsync(Func<bool> condition, Func<string> describe, CancellationToken cancellationToken)
    {
        try
        {
            await _hosts
                .WaitUntilAsync(condition, cancellationToken)
                .WaitAsync(_settings.HostLimit, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new HostException(
                _hosts.LastRefusal
                    ?? $"{describe()} joined '{_settings.Name}' at {_settings.Membership} within {_settings.HostLimit.TotalSeconds:F0} s. "
                        + $"Start one with ./run.sh host --cluster {_settings.ToText()} --name {_settings.Name}",
                exception
            );
        }
    }

    private void CountResent(Exception reason)
    {
        Interlocked.Increment(ref _resent);
        LastLoss = reason;
    }

    private void Fail(string reason)
    {
        _failure = $"The giver's silo can go on no more: {reason}";
        _serving?.Run.Run.Abort(new HostException(_failure));
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new HostException(failure);
        }
    }

    private async Task AbortWithoutHostsAsync(ClusterRun run)
    {
        long since = Stopwatch.GetTimestamp();
        while (_serving?.Run.Run == run && !run.Ended.IsCompleted && !_end.IsCancellationRequested)
        {
            since = _hosts.Workers > 0 ? Stopwatch.GetTimestamp() : since;
            if (Stopwatch.GetElapsedTime(since) > _settings.HostLimit)
            {
                run.Abort(
                    new HostException(
                        $"No host of '{_settings.Name}' is left, and none has joined for {_settings.HostLimit.TotalSeconds:F0} s."
                    )
                );
            }

            await Task.WhenAny(run.Ended, Task.Delay(HostPoll)).ConfigureAwait(false);
        }
    }

    private async Task StopAsync(Guid run)
    {
        Task StopAsync(GiverHost host) => host.Grain.StopAsync(run).WaitAsync(StopLimit, host.Gone);
        try
        {
            await Task.WhenAll(_hosts.All.Select(StopAsync)).ConfigureAwait(false);
        }
        catch (Exception exception) when (GiverHost.IsLost(exception) || exception is OperationCanceledException)
        {
            // A host that is lost runs nothing for this giver any more: its answers belong to no run.
        }
    }

    private async Task WatchAsync()
    {
        IClusterMembershipService membership = _silo!.Services.GetRequiredService<IClusterMembershipService>();
        try
        {
            await foreach (
                ClusterMembershipSnapshot snapshot in membership.MembershipUpdates.WithCancellation(_end.Token).ConfigureAwait(false)
            )
            {
                ImmutableArray<SiloAddress> active =
                [
                    .. snapshot
                        .Members.Values.Where(member =>
                            member.Status == SiloStatus.Active && member.Name.StartsWith(ClusterSilo.HostPrefix, StringComparison.Ordinal)
                        )
                        .Select(member => member.SiloAddress),
                ];
                _hosts.RemoveOthers(active);
                foreach (SiloAddress address in active.Where(_hosts.TryExpect))
                {
                    _ = Task.Run(() => GreetAsync(address), CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The giver leaves.
        }
    }

    private async Task GreetAsync(SiloAddress address)
    {
        IItemHost grain = _silo!.Services.GetRequiredService<IGrainFactory>().GetGrain<IItemHost>(address.ToParsableString());
        while (!_end.IsCancellationRequested && _hosts.IsExpected(address))
        {
            try
            {
                HostHello hello = HostHello.Decode(await grain.GreetAsync().WaitAsync(_end.Token).ConfigureAwait(false));
                if (hello.FindRefusal() is { } refusal)
                {
                    _hosts.Refuse(refusal);
                    await grain.RefuseAsync(refusal).ConfigureAwait(false);
                }
                else if (_hosts.Add(new GiverHost(address, hello, grain, _settings.PollLimit)) is { } host)
                {
                    _serving?.Add([host]);
                }

                return;
            }
            catch (Exception exception) when (GiverHost.IsLost(exception) || exception is OperationCanceledException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
