namespace ConcurrencyBench.Core.Simulation;

/// <summary>Hosts that get messages of items from one giver, such as a broker or a grain, over a network.</summary>
/// <param name="Hosts">The number of hosts, 1 or more.</param>
/// <param name="Cores">The cores of each, 1 or more.</param>
public sealed record ClusterSetup(int Hosts, int Cores)
{
    /// <summary>The giver's own time for a message, half for giving it and half for its answer. It does one thing at a time.</summary>
    public double HandOffSeconds { get; init; }

    /// <summary>The giver's own time for each item of a message, beside that for the message.</summary>
    public double HandOffItemSeconds { get; init; }

    /// <summary>The time of a message on its core, beside its items.</summary>
    public double WorkerSeconds { get; init; }

    /// <summary>The time on the network, one way.</summary>
    public double LatencySeconds { get; init; }

    /// <summary>The messages that a host may hold for each of its cores; 1 holds only what runs.</summary>
    public int Prefetch { get; init; } = 1;

    /// <summary>The items of a message.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>The mean time between failures of a host, exponentially distributed; infinite for hosts that never fail.</summary>
    public double FailureSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>The time from a failure until the giver gives the host's messages to others.</summary>
    public double DetectionSeconds { get; init; }

    /// <summary>The time from a failure until the host is there again.</summary>
    public double RepairSeconds { get; init; }

    /// <summary>The share of the hosts that are slow, 0 to 1, rounded to whole hosts.</summary>
    public double StragglerShare { get; init; }

    /// <summary>The time of a slow host for what takes another 1.</summary>
    public double StragglerFactor { get; init; } = 1;

    /// <summary>
    /// True where a core that finds nothing left gets a message that another host holds, the longest held first. The first answer counts.
    /// </summary>
    public bool IsSpeculative { get; init; }

    /// <summary>The cores of all hosts.</summary>
    public int AllCores => Hosts * Cores;

    /// <summary>The giver's time to give a message, and again to take its answer.</summary>
    /// <param name="items">The items of the message.</param>
    internal double ComputeGiverSeconds(int items) => (HandOffSeconds + (items * HandOffItemSeconds)) / 2;
}
