namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The hosts that a giver knows. Safe for many threads.</summary>
internal sealed class GiverHosts : IDisposable
{
    private readonly Lock _lock = new();

    // A silo that has joined and has not announced itself as a host yet has null.
    private readonly Dictionary<SiloAddress, GiverHost?> _all = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The hosts that are there.</summary>
    public ImmutableArray<GiverHost> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all.Values.OfType<GiverHost>()];
            }
        }
    }

    /// <summary>The workers of all of them.</summary>
    public int Workers => All.Sum(host => host.Hello.Cores);

    /// <summary>The refusal of the last host that was refused; null where none was.</summary>
    public string? LastRefusal { get; private set; }

    /// <returns>The host of a process on this machine; null where there is none.</returns>
    public GiverHost? Find(int processId) => All.FirstOrDefault(host => host.Hello.ProcessId == processId);

    /// <summary>Waits until something is so; it is looked at whenever a host comes or goes.</summary>
    public async Task WaitUntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = Volatile.Read(ref _changed).Task;
            if (condition())
            {
                return;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>True for a silo that was not known; it is expected to announce itself.</returns>
    public bool TryExpect(SiloAddress address)
    {
        lock (_lock)
        {
            return _all.TryAdd(address, null);
        }
    }

    /// <returns>True while a silo is in the cluster and has not announced itself.</returns>
    public bool IsExpected(SiloAddress address)
    {
        lock (_lock)
        {
            return _all.TryGetValue(address, out GiverHost? host) && host is null;
        }
    }

    /// <summary>A silo has announced itself.</summary>
    /// <returns>The host; null where the silo has left meanwhile.</returns>
    public GiverHost? Add(GiverHost host)
    {
        lock (_lock)
        {
            if (!_all.ContainsKey(host.Address))
            {
                host.Dispose();
                return null;
            }

            _all[host.Address] = host;
        }

        Signal();
        return host;
    }

    /// <summary>A host was refused.</summary>
    public void Refuse(string reason) => LastRefusal = reason;

    /// <summary>Only these silos are in the cluster: the other hosts have left or are dead.</summary>
    public void RemoveOthers(ImmutableArray<SiloAddress> there)
    {
        foreach (SiloAddress address in FindOthers(there))
        {
            Remove(address);
        }
    }

    /// <summary>A host has left or is dead.</summary>
    public void Remove(SiloAddress address)
    {
        GiverHost? host;
        lock (_lock)
        {
            _all.Remove(address, out host);
        }

        host?.Leave();
        Signal();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GiverHost host in All)
        {
            host.Leave();
        }
    }

    private ImmutableArray<SiloAddress> FindOthers(ImmutableArray<SiloAddress> there)
    {
        lock (_lock)
        {
            return [.. _all.Keys.Where(address => !there.Contains(address))];
        }
    }

    private void Signal() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
