using System.Net;
using ConcurrencyBench.Cluster.Tests.Networks;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Engines.Cluster.Silos;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>Three machines as far as the network goes: a giver and two hosts, each with an address of its own.</summary>
[Collection(nameof(Alone))]
public sealed class OrleansNetworkTests
{
    private const int Count = 120;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [NetworkFact]
    public async Task RunAsync_AHostIsCutOff_ItsItemsAreDoneElsewhereAndItEnds()
    {
        using HostNetwork network = HostNetwork.Create(3);
        OrleansSettings settings = FaultCluster.Settings with
        {
            Membership = new OrleansMembership(IPAddress.Parse(network.Addresses[0]), 11_111, IsRedis: false),
        };
        using OwnedProcess giver = network.Enter(0, GiverProgram.Command(settings, workers: 2, Count)).Start();
        using StreamReader lines = new(giver.Output, leaveOpen: true);
        await ReadUntilAsync(lines, GiverProgram.Waiting);
        HostArguments arguments = new(null, settings.ToText(), settings.Name, Workers: 1, IsOwned: true);
        await using ClusterHosts hosts = await ClusterHosts.StartAsync(
            [network.Enter(1, BuiltHost.Command(arguments)), network.Enter(2, BuiltHost.Command(arguments))],
            CancellationToken.None
        );
        await ReadUntilAsync(lines, GiverProgram.Running);
        await Task.Delay(300);

        network.Cut(2);

        string[] done = (await ReadUntilAsync(lines, GiverProgram.Done)).Split(' ');
        Assert.Equal(["done", "120", "0"], done[..3]);

        // It hears of nobody, and leaves.
        await hosts.All[1].Ended.WaitAsync(Limit);
        Assert.Equal(1, hosts.All[1].ExitCode);
    }

    private static async Task<string> ReadUntilAsync(StreamReader lines, string beginning)
    {
        List<string> read = [];
        while (await lines.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }

            read.Add(line);
        }

        throw new InvalidOperationException($"The giver has ended without '{beginning}': {string.Join('\n', read)}");
    }
}
