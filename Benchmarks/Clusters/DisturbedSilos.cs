using System.Net;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Hosts that are Orleans' silos, which may be lost.</summary>
/// <remarks>One host more than cores, as in <see cref="DisturbedBroker"/>.</remarks>
internal sealed class DisturbedSilos : IDisturbedCluster
{
    private const int RoundTrips = 300;
    private const int NetworkPort = 11_111;
    private static readonly int Hosts = Environment.ProcessorCount + 1;

    // A lost host has one item of a worker.
    private static readonly Dispatch OneByOne = Dispatch.Items with { LargestMessage = 1.0 / 64 };

    private readonly OrleansCluster _cluster;
    private readonly TimeSpan _detectionLimit;
    private readonly CutLinks? _links;
    private readonly DisturbedRuns _runs;

    private DisturbedSilos(OrleansCluster cluster, TimeSpan detectionLimit, CutLinks? links)
    {
        (_cluster, _detectionLimit, _links) = (cluster, detectionLimit, links);
        _runs = new DisturbedRuns(
            (items, token) => new(cluster.RunAsync(items, Hosts, OneByOne, token)),
            () => cluster.Giver.Duplicates,
            RestoreAsync
        );
    }

    /// <summary>Starts a giver and hosts.</summary>
    /// <param name="probe">The time between two probes of a silo.</param>
    /// <param name="network">The network whose first host this is; null without one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HostException">They do not start.</exception>
    public static async Task<DisturbedSilos> StartAsync(TimeSpan probe, HostNetwork? network, CancellationToken cancellationToken)
    {
        OrleansMembership membership = network is null
            ? OrleansMembership.Embedded()
            : new OrleansMembership(IPAddress.Parse(network.Addresses[0]), NetworkPort, IsRedis: false);
        OrleansSettings settings = new(membership, $"kills-{Guid.NewGuid():N}") { ProbeTimeout = probe };
        CutLinks? links = network is null ? null : new CutLinks(network);
        OrleansOptions options = links is null ? new OrleansOptions(settings) : new OrleansOptions(settings) { Place = links.Place };
        OrleansCluster cluster = await OrleansCluster
            .StartAsync(options, [.. Enumerable.Repeat(1, Hosts)], cancellationToken)
            .ConfigureAwait(false);
        return new DisturbedSilos(cluster, settings.DetectionLimit, links);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> MeasurePartsAsync(CancellationToken cancellationToken)
    {
        WorkItem empty = new(KernelCatalog.Default, 1, new CandidateRange(1, 1));
        double alone = await TimeAsync([empty], 1, cancellationToken).ConfigureAwait(false);
        ImmutableArray<WorkItem> many = [.. Enumerable.Repeat(empty, 32 * Hosts)];
        int messages = Dispatch.Items.Cut(many, Hosts).Length;
        double together = await TimeAsync(many, Hosts, cancellationToken).ConfigureAwait(false) / messages;
        string Micro(double seconds) => (seconds * 1e6).ToString("F1", CultureInfo.InvariantCulture);
        return
        [
            $"hand-off of one message, there and back: {Micro(alone)} µs",
            $"a message of a stream to {Hosts} hosts: {Micro(together)} µs",
        ];
    }

    /// <inheritdoc/>
    public Task<Recovery> DisturbAsync(Fault fault, int count, Action<string> tell, CancellationToken cancellationToken) =>
        fault == Fault.HostKilled
            ? _runs.LoseHostsAsync(fault, count, DisturbedRuns.ProcessEnd, _cluster.KillHost, tell, cancellationToken)
            : _runs.LoseHostsAsync(fault, count, _detectionLimit, _links!.CutOne, tell, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private Task RestoreAsync(CancellationToken cancellationToken)
    {
        _links?.Restore();
        return _cluster.RestoreHostsAsync(cancellationToken);
    }

    // The median of many; the first ones compile and find the grains.
    private async Task<double> TimeAsync(ImmutableArray<WorkItem> items, int workers, CancellationToken cancellationToken)
    {
        double[] seconds = new double[RoundTrips];
        for (int index = -RoundTrips; index < RoundTrips; index++)
        {
            long start = Stopwatch.GetTimestamp();
            await _cluster.RunAsync(items, workers, Dispatch.Items, cancellationToken).ConfigureAwait(false);
            seconds[Math.Max(0, index)] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return Recovery.Quantile([.. seconds.Order()], 0.5);
    }
}
