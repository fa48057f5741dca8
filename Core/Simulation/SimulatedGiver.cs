namespace ConcurrencyBench.Core.Simulation;

/// <summary>Gives out messages and takes answers, one at a time in the order in which hosts ask and answer.</summary>
/// <param name="setup">The cluster.</param>
/// <param name="messages">The messages of the run.</param>
/// <param name="events">Where it puts what it does.</param>
internal sealed class SimulatedGiver(ClusterSetup setup, ClusterMessages messages, SimulatedEvents events)
{
    private const int Asks = -1;

    private readonly PriorityQueue<int, int> _toGive = new(Enumerable.Range(0, messages.Count).Select(message => (message, message)));
    private readonly bool[] _isAnswered = new bool[messages.Count];
    private readonly int[] _holders = new int[messages.Count];

    // Hosts that ask and messages whose answer has arrived; then hosts that asked and found nothing.
    private readonly Queue<(SimulatedHost Host, int Message)> _inbox = [];
    private readonly Queue<SimulatedHost> _resting = [];

    // The messages as they were given, for copies of those that were given the longest ago.
    private readonly Queue<int> _given = [];
    private bool _isBusy;

    /// <summary>Messages without an answer.</summary>
    public int Left { get; private set; } = messages.Count;

    /// <summary>Messages given again because their host had failed.</summary>
    public int Repeated { get; private set; }

    /// <summary>Messages given although their host may still answer.</summary>
    public int Copied { get; private set; }

    /// <summary>Answers of messages that had one.</summary>
    public int Duplicates { get; private set; }

    /// <summary>The time during which it was busy.</summary>
    public double BusySeconds { get; private set; }

    /// <summary>A host has room for one more message.</summary>
    public void Ask(SimulatedHost host) => Receive(host, Asks);

    /// <summary>An answer has arrived.</summary>
    public void Receive(SimulatedHost host, int message)
    {
        _inbox.Enqueue((host, message));
        Continue();
    }

    /// <summary>A message has been given.</summary>
    public void EndGiving() => _isBusy = false;

    /// <summary>An answer has been taken. Its host has room for another message.</summary>
    public void EndTaking(SimulatedHost host, int message)
    {
        _isBusy = false;
        if (host.Held.Remove(message))
        {
            _holders[message]--;
        }

        if (_isAnswered[message])
        {
            Duplicates++;
        }
        else
        {
            _isAnswered[message] = true;
            Left--;
        }

        _inbox.Enqueue((host, Asks));
    }

    /// <summary>A host is known to have failed: what only it held is given to others.</summary>
    public void Distrust(SimulatedHost host)
    {
        host.IsTrusted = false;
        foreach (int message in host.Held)
        {
            if (--_holders[message] == 0 && !_isAnswered[message])
            {
                Repeated++;
                _toGive.Enqueue(message, message);
            }
        }

        host.Held.Clear();
        while (_resting.TryDequeue(out SimulatedHost? resting))
        {
            _inbox.Enqueue((resting, Asks));
        }

        Continue();
    }

    /// <summary>Begins the next thing to do, where it is idle and there is one.</summary>
    public void Continue()
    {
        while (!_isBusy && _inbox.TryDequeue(out (SimulatedHost Host, int Message) next))
        {
            if (next.Message != Asks)
            {
                Begin(new SimulatedEvent(SimulatedKind.Taken, next.Host, next.Message));
            }
            else if (!next.Host.IsTrusted)
            {
                continue;
            }
            else if (TryFindMessage(next.Host, out int message))
            {
                next.Host.Held.Add(message);
                _holders[message]++;
                _given.Enqueue(message);
                Begin(new SimulatedEvent(SimulatedKind.Given, next.Host, message));
            }
            else
            {
                _resting.Enqueue(next.Host);
            }
        }
    }

    private void Begin(SimulatedEvent @event)
    {
        _isBusy = true;
        double seconds = setup.ComputeGiverSeconds(messages.Items[@event.Message]);
        BusySeconds += seconds;
        events.Add(seconds, @event);
    }

    private bool TryFindMessage(SimulatedHost host, out int message)
    {
        while (_toGive.TryDequeue(out message, out _))
        {
            // The answer of a host that failed later may have come meanwhile.
            if (!_isAnswered[message])
            {
                return true;
            }
        }

        return setup.IsSpeculative && TryFindCopy(host, out message);
    }

    private bool TryFindCopy(SimulatedHost host, out int message)
    {
        message = 0;
        for (int looked = _given.Count; looked > 0; looked--)
        {
            message = _given.Dequeue();
            if (_isAnswered[message] || _holders[message] != 1)
            {
                continue;
            }

            if (!host.Held.Contains(message))
            {
                Copied++;
                return true;
            }

            _given.Enqueue(message);
        }

        return false;
    }
}
