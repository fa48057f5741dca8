using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Engines.Cluster.Hosts;

/// <summary>The host processes of a cluster, and the owner of them: when this is disposed, they are gone.</summary>
/// <remarks>None survives a killed owner: each follows its standard input, whose other end is here.</remarks>
internal sealed class ClusterHosts : IAsyncDisposable
{
    /// <summary>The time within which a host must take items. On a busy machine the start of a program takes seconds.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly List<HostProcess> _all = [];

    private ClusterHosts() { }

    /// <summary>The hosts, in the order in which they were started, also those that have ended.</summary>
    public IReadOnlyList<HostProcess> All => _all;

    /// <summary>Those that live.</summary>
    public ImmutableArray<HostProcess> Living => [.. _all.Where(host => host.IsAlive)];

    /// <summary>The commands of hosts that have ended and were not started again.</summary>
    public ImmutableArray<WorkerCommand> Lost
    {
        get
        {
            ImmutableArray<HostProcess> living = Living;
            return [.. _all.Select(host => host.Command).Distinct().Where(command => !living.Any(host => host.Command == command))];
        }
    }

    /// <summary>Starts hosts beside each other.</summary>
    /// <param name="commands">Their commands; see <see cref="BuiltHost.Command"/>.</param>
    /// <param name="cancellationToken">Ends the start, and with it those that were started.</param>
    /// <returns>The hosts, all of which take items.</returns>
    /// <exception cref="HostException">One does not take items; none is left.</exception>
    public static async Task<ClusterHosts> StartAsync(IEnumerable<WorkerCommand> commands, CancellationToken cancellationToken)
    {
        ClusterHosts hosts = new();
        try
        {
            await Task.WhenAll(commands.Select(command => hosts.AddAsync(command, cancellationToken))).ConfigureAwait(false);
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts one more host.</summary>
    /// <returns>The host, which takes items.</returns>
    /// <exception cref="HostException">It does not take items.</exception>
    public async Task<HostProcess> AddAsync(WorkerCommand command, CancellationToken cancellationToken)
    {
        HostProcess host = HostProcess.Start(command);
        lock (_all)
        {
            _all.Add(host);
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            await host.WaitUntilReadyAsync(limit.Token).ConfigureAwait(false);
            return host;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            host.Kill();
            throw new HostException($"A host took no items within {StartLimit.TotalSeconds:F0} s.", exception);
        }
    }

    /// <summary>Kills one of the hosts that live.</summary>
    public void KillOne(Random random)
    {
        ImmutableArray<HostProcess> living = Living;
        living[random.Next(living.Length)].Kill();
    }

    /// <summary>Ends the hosts.</summary>
    public async ValueTask DisposeAsync() =>
        // Each waits for its process.
        await Task.WhenAll(_all.Select(host => Task.Run(host.Dispose))).ConfigureAwait(false);
}
