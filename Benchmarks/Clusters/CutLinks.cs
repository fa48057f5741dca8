using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>The links of a cluster's hosts. The giver has the network's first address, each place of a host one of the others.</summary>
internal sealed class CutLinks(HostNetwork network)
{
    private readonly List<int> _cut = [];

    /// <returns>The command that starts a host at its place.</returns>
    public WorkerCommand Place(int place, WorkerCommand command) => network.Enter(place + 1, command);

    /// <summary>Takes the link of one host down.</summary>
    public void CutOne(Random random)
    {
        int host = random.Next(1, network.Addresses.Length);
        network.Cut(host);
        _cut.Add(host);
    }

    /// <summary>Takes the links up again.</summary>
    public void Restore()
    {
        _cut.ForEach(network.Restore);
        _cut.Clear();
    }
}
