namespace ConcurrencyBench.Core.Simulation;

/// <summary>The kinds of events of a run.</summary>
internal enum SimulatedKind
{
    /// <summary>The giver has given a message: it is on its way.</summary>
    Given,

    /// <summary>The giver has taken an answer.</summary>
    Taken,

    /// <summary>A message has arrived at its host.</summary>
    Arrived,

    /// <summary>A core has ended a message.</summary>
    Ended,

    /// <summary>An answer has arrived at the giver.</summary>
    Answered,

    /// <summary>A host has failed.</summary>
    Failed,

    /// <summary>The giver knows that a host has failed.</summary>
    Detected,

    /// <summary>A host is there again.</summary>
    Returned,
}

/// <summary>An event.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Host">The host that it is about.</param>
/// <param name="Message">The message, where it is about one.</param>
internal readonly record struct SimulatedEvent(SimulatedKind Kind, SimulatedHost Host, int Message = -1);

/// <summary>The events to come. Those of one time come in the order in which they were added, so that a run is always the same.</summary>
internal sealed class SimulatedEvents
{
    private readonly PriorityQueue<SimulatedEvent, (double Seconds, long Order)> _queue = new();
    private long _added;

    /// <summary>The time of the event that came last.</summary>
    public double Now { get; private set; }

    /// <summary>Adds an event.</summary>
    /// <param name="delaySeconds">The time from now.</param>
    /// <param name="event">The event.</param>
    public void Add(double delaySeconds, SimulatedEvent @event) => _queue.Enqueue(@event, (Now + delaySeconds, _added++));

    /// <returns>The next event; the time is its own from now on.</returns>
    public SimulatedEvent Next()
    {
        _queue.TryPeek(out _, out (double Seconds, long Order) key);
        Now = key.Seconds;
        return _queue.Dequeue();
    }
}
