using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The decision of a giver on a host that joins.</summary>
internal enum HostPlace
{
    /// <summary>It is to take items.</summary>
    Taken,

    /// <summary>There are enough without it.</summary>
    Spare,

    /// <summary>It is of another version.</summary>
    Refused,
}

/// <summary>The hosts that a giver has heard of. Safe for many threads.</summary>
/// <param name="mostWorkers">The workers of all hosts together from which on no further host is taken.</param>
internal sealed class GiverHosts(int mostWorkers)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, HostHello> _all = [];
    private readonly HashSet<Guid> _stopped = [];
    private TaskCompletionSource _changed = NewSignal();
    private Guid _stopping;

    /// <summary>The number of hosts that were taken.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>The number of items that these hosts run at once.</summary>
    public int Workers
    {
        get
        {
            lock (_lock)
            {
                return CountWorkers();
            }
        }
    }

    /// <summary>The refusal of the last host that was refused; null where none was.</summary>
    public string? LastRefusal { get; private set; }

    /// <summary>Completes when something has changed after this was read.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Decides on a host that joins.</summary>
    public HostPlace Add(HostHello hello)
    {
        string? refusal = hello.FindRefusal();
        lock (_lock)
        {
            if (refusal is null && !_all.ContainsKey(hello.Id) && CountWorkers() >= mostWorkers)
            {
                return HostPlace.Spare;
            }

            if (refusal is null)
            {
                _all[hello.Id] = hello;
            }
            else
            {
                LastRefusal = refusal;
            }

            Signal();
            return refusal is null ? HostPlace.Taken : HostPlace.Refused;
        }
    }

    /// <summary>Forgets all, because those that are there will say so again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _all.Clear();
        }
    }

    /// <summary>Begins to count the hosts on which a run has stopped.</summary>
    public void BeginStop(Guid run)
    {
        lock (_lock)
        {
            _stopping = run;
            _stopped.Clear();
        }
    }

    /// <summary>Counts a host on which a run has stopped.</summary>
    public void MarkStopped(Guid run, Guid host)
    {
        lock (_lock)
        {
            if (run == _stopping && _stopped.Add(host))
            {
                Signal();
            }
        }
    }

    /// <returns>True when the run has stopped on that many hosts.</returns>
    public bool HaveStopped(int hosts)
    {
        lock (_lock)
        {
            return _stopped.Count >= Math.Min(hosts, _all.Count);
        }
    }

    private int CountWorkers() => _all.Values.Sum(host => host.Cores);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }
}
