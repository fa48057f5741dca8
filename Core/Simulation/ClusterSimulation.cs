namespace ConcurrencyBench.Core.Simulation;

/// <summary>Simulates a run on many hosts, event by event. The same setup, items and seed give the same run.</summary>
/// <remarks>
/// It knows one giver that does one thing at a time, a network that delays and never loses, and hosts that fail and return. It does not
/// know a giver that fails, a network that is full, or hosts that share cores with other programs.
/// </remarks>
public sealed class ClusterSimulation
{
    // A run that needs more has hosts that fail before they end an item.
    private const int MostEventsOfAMessage = 400;
    private const int MostEventsBeside = 4_000_000;

    private readonly SimulatedEvents _events = new();
    private readonly ClusterSetup _setup;
    private readonly ClusterMessages _messages;
    private readonly SimulatedGiver _giver;
    private readonly int _seed;
    private readonly double[] _slowness;
    private int _failures;

    private ClusterSimulation(ClusterSetup setup, ImmutableArray<double> itemSeconds, int seed)
    {
        _setup = setup;
        _seed = seed;
        _messages = ClusterMessages.Cut(itemSeconds, setup.Batch);
        _giver = new SimulatedGiver(setup, _messages, _events);
        _slowness = ChooseSlowness();
    }

    /// <summary>Simulates one run.</summary>
    /// <param name="setup">The cluster.</param>
    /// <param name="itemSeconds">The time of each item on a core of its own, in the order in which they are given.</param>
    /// <param name="seed">Decides which hosts are slow and when hosts fail.</param>
    public static ClusterResult Run(ClusterSetup setup, ImmutableArray<double> itemSeconds, int seed)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new ClusterSimulation(setup, itemSeconds, seed).Run();
    }

    private ClusterResult Run()
    {
        SimulatedHost[] hosts = [.. Enumerable.Range(0, _setup.Hosts).Select(place => Start(place, life: 0))];
        for (int message = 0; message < _setup.Cores * _setup.Prefetch; message++)
        {
            Array.ForEach(hosts, _giver.Ask);
        }

        long most = MostEventsBeside + ((long)MostEventsOfAMessage * _messages.Count);
        for (long events = 0; _giver.Left > 0 && events < most; events++)
        {
            Handle(_events.Next());
        }

        return new ClusterResult(
            _giver.Left > 0 ? double.PositiveInfinity : _events.Now,
            _messages.Count - _giver.Left,
            _failures,
            _giver.Repeated,
            _giver.Copied,
            _giver.Duplicates,
            _giver.BusySeconds
        );
    }

    private void Handle(SimulatedEvent @event)
    {
        (SimulatedKind kind, SimulatedHost host, int message) = @event;
        switch (kind)
        {
            case SimulatedKind.Given:
                _events.Add(_setup.LatencySeconds, @event with { Kind = SimulatedKind.Arrived });
                _giver.EndGiving();
                _giver.Continue();
                break;
            case SimulatedKind.Taken:
                _giver.EndTaking(host, message);
                _giver.Continue();
                break;
            case SimulatedKind.Answered:
                _giver.Receive(host, message);
                break;
            case SimulatedKind.Detected:
                _giver.Distrust(host);
                break;
            case SimulatedKind.Returned:
                Return(host);
                break;
            default:
                HandleOnHost(@event);
                break;
        }
    }

    // What was to happen on a host that has failed does not.
    private void HandleOnHost(SimulatedEvent @event)
    {
        SimulatedHost host = @event.Host;
        if (!host.IsAlive)
        {
            return;
        }

        switch (@event.Kind)
        {
            case SimulatedKind.Arrived:
                host.Receive(@event.Message);
                Begin(host);
                break;
            case SimulatedKind.Ended:
                _events.Add(_setup.LatencySeconds, @event with { Kind = SimulatedKind.Answered });
                host.FreeCore();
                Begin(host);
                break;
            case SimulatedKind.Failed:
                _failures++;
                host.IsAlive = false;
                _events.Add(_setup.DetectionSeconds, new SimulatedEvent(SimulatedKind.Detected, host));
                _events.Add(_setup.RepairSeconds, new SimulatedEvent(SimulatedKind.Returned, host));
                break;
            default:
                throw new UnreachableException($"No host does {@event.Kind}.");
        }
    }

    private void Begin(SimulatedHost host)
    {
        while (host.TryBegin(out int message))
        {
            double seconds = (_messages.Costs[message] + _setup.WorkerSeconds) * host.Slowness;
            _events.Add(seconds, new SimulatedEvent(SimulatedKind.Ended, host, message));
        }
    }

    private SimulatedHost Start(int place, int life)
    {
        SimulatedHost host = new(place, life, _setup.Cores, _slowness[place]);
        if (double.IsFinite(_setup.FailureSeconds))
        {
            double seconds = -_setup.FailureSeconds * Math.Log(1 - SplitMix.Draw(_seed, place, life));
            _events.Add(seconds, new SimulatedEvent(SimulatedKind.Failed, host));
        }

        return host;
    }

    private void Return(SimulatedHost failed)
    {
        SimulatedHost host = Start(failed.Place, failed.Life + 1);
        for (int message = 0; message < _setup.Cores * _setup.Prefetch; message++)
        {
            _giver.Ask(host);
        }
    }

    private double[] ChooseSlowness()
    {
        const int Stream = -1;
        int slow = (int)Math.Round(_setup.StragglerShare * _setup.Hosts, MidpointRounding.AwayFromZero);
        double[] slowness = new double[_setup.Hosts];
        Array.Fill(slowness, 1);
        foreach (int place in Enumerable.Range(0, _setup.Hosts).OrderBy(place => SplitMix.Draw(_seed, Stream, place)).Take(slow))
        {
            slowness[place] = _setup.StragglerFactor;
        }

        return slowness;
    }
}
