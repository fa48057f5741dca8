using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Disturbs runs on Orleans' silos, and measures what that costs.</summary>
/// <remarks>One host more than cores, as in <see cref="RecoveryRun"/>.</remarks>
internal sealed class SiloRecovery : IAsyncDisposable
{
    private const int RoundTrips = 300;
    private static readonly int Hosts = Environment.ProcessorCount + 1;

    private readonly OrleansCluster _cluster;
    private readonly DisturbedRuns _runs;

    private SiloRecovery(OrleansCluster cluster)
    {
        _cluster = cluster;
        _runs = new DisturbedRuns(
            (items, token) => new(cluster.RunAsync(items, Hosts, token)),
            () => cluster.Giver.Duplicates,
            RestoreHostsAsync
        );
    }

    /// <summary>Starts a giver and hosts.</summary>
    /// <exception cref="HostException">They do not start.</exception>
    public static async Task<SiloRecovery> StartAsync(CancellationToken cancellationToken) =>
        new(
            await OrleansCluster
                .StartAsync(
                    new OrleansSettings(OrleansMembership.Embedded(), $"kills-{Guid.NewGuid():N}"),
                    [.. Enumerable.Repeat(1, Hosts)],
                    cancellationToken
                )
                .ConfigureAwait(false)
        );

    /// <summary>Measures what a message costs on its way, with nothing to compute.</summary>
    /// <returns>The lines of a table.</returns>
    public async Task<ImmutableArray<string>> MeasureHandOffAsync(CancellationToken cancellationToken)
    {
        WorkItem empty = new(KernelCatalog.Default, 1, new CandidateRange(1, 1));
        double alone = await TimeAsync([empty], 1, cancellationToken).ConfigureAwait(false);
        ImmutableArray<WorkItem> many = [.. Enumerable.Repeat(empty, 32 * Hosts)];
        int messages = MessageCut.Cut(many, Hosts).Length;
        double together = await TimeAsync(many, Hosts, cancellationToken).ConfigureAwait(false) / messages;
        string Micro(double seconds) => (seconds * 1e6).ToString("F1", CultureInfo.InvariantCulture);
        return
        [
            $"hand-off of one message, there and back: {Micro(alone)} µs",
            $"a message of a stream to {Hosts} hosts: {Micro(together)} µs",
        ];
    }

    /// <summary>Kills hosts, a random one at a random moment of each run.</summary>
    public Task<Recovery> KillHostsAsync(int count, Action<string> tell, CancellationToken cancellationToken) =>
        _runs.DisturbAsync("a silo, killed", count, KillHostAsync, tell, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private Task<TimeSpan> KillHostAsync(CancellationToken cancellationToken)
    {
        _cluster.KillHost(_runs.Random);
        return Task.FromResult(TimeSpan.Zero);
    }

    private async Task RestoreHostsAsync(CancellationToken cancellationToken)
    {
        for (int living = _cluster.Living; living < Hosts; living++)
        {
            await _cluster.AddAsync(workers: 1, cancellationToken).ConfigureAwait(false);
        }
    }

    // The median of many; the first ones compile and find the grains.
    private async Task<double> TimeAsync(ImmutableArray<WorkItem> items, int workers, CancellationToken cancellationToken)
    {
        double[] seconds = new double[RoundTrips];
        for (int index = -RoundTrips; index < RoundTrips; index++)
        {
            long start = Stopwatch.GetTimestamp();
            await _cluster.RunAsync(items, workers, cancellationToken).ConfigureAwait(false);
            seconds[Math.Max(0, index)] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return Recovery.Quantile([.. seconds.Order()], 0.5);
    }
}
