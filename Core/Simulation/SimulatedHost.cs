namespace ConcurrencyBench.Core.Simulation;

/// <summary>A host from its start to its failure. After it there is another one in its place.</summary>
/// <param name="place">The place in the cluster, 0 to the number of hosts less one.</param>
/// <param name="life">The number of failures before in this place.</param>
/// <param name="cores">Its cores.</param>
/// <param name="slowness">The time that it needs for what takes another 1.</param>
internal sealed class SimulatedHost(int place, int life, int cores, double slowness)
{
    private readonly Queue<int> _waiting = [];

    /// <summary>The place in the cluster.</summary>
    public int Place => place;

    /// <summary>The number of failures before in this place.</summary>
    public int Life => life;

    /// <summary>The time that it needs for what takes another 1.</summary>
    public double Slowness => slowness;

    /// <summary>False once it has failed.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>False once the giver knows that it has failed.</summary>
    public bool IsTrusted { get; set; } = true;

    /// <summary>The messages that the giver has given to it and has no answer of.</summary>
    public HashSet<int> Held { get; } = [];

    private int FreeCores { get; set; } = cores;

    /// <summary>A message has arrived.</summary>
    public void Receive(int message) => _waiting.Enqueue(message);

    /// <summary>A message has ended on its core.</summary>
    public void FreeCore() => FreeCores++;

    /// <summary>Gives the next message to a core, where there are both.</summary>
    public bool TryBegin(out int message)
    {
        message = 0;
        if (FreeCores == 0 || !_waiting.TryDequeue(out message))
        {
            return false;
        }

        FreeCores--;
        return true;
    }
}
