using ConcurrencyBench.Core.Simulation;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Simulates clusters of several sizes, and says what limits each.</summary>
/// <param name="setup">The cluster with the most hosts.</param>
/// <param name="itemSeconds">The time of each item.</param>
/// <param name="draws">Simulated runs of one size, where chance decides anything.</param>
/// <param name="seed">The first one's seed.</param>
internal sealed class ClusterWhatIf(ClusterSetup setup, ImmutableArray<double> itemSeconds, int draws, int seed)
{
    // What takes time beside the work, and the cluster without it.
    private static readonly ImmutableArray<(string Name, Func<ClusterSetup, ClusterSetup> Without)> Losses =
    [
        ("the giver", setup => setup with { HandOffSeconds = 0, HandOffItemSeconds = 0 }),
        ("the worker's overhead", setup => setup with { WorkerSeconds = 0 }),
        ("the network", setup => setup with { LatencySeconds = 0 }),
        ("failures", setup => setup with { FailureSeconds = double.PositiveInfinity }),
        ("slow hosts", setup => setup with { StragglerShare = 0 }),
    ];

    /// <summary>1, 10, 100, … hosts, and the most.</summary>
    public ImmutableArray<int> Sizes =>
        [.. Enumerable.Range(0, 6).Select(power => (int)Math.Pow(10, power)).Where(hosts => hosts < setup.Hosts), setup.Hosts];

    /// <returns>One row for each size.</returns>
    public IEnumerable<ClusterRow> CreateRows() => Sizes.Select(hosts => CreateRow(setup with { Hosts = hosts }));

    private ClusterRow CreateRow(ClusterSetup cluster)
    {
        bool isRandom = double.IsFinite(cluster.FailureSeconds) || cluster is { StragglerShare: > 0, StragglerFactor: > 1 };
        (int Seed, ClusterResult Result)[] runs =
        [
            .. Enumerable
                .Range(seed, isRandom ? draws : 1)
                .Select(one => (one, ClusterSimulation.Run(cluster, itemSeconds, one)))
                .OrderBy(run => run.Item2.Seconds),
        ];
        (int medianSeed, ClusterResult median) = runs[runs.Length / 2];
        double total = itemSeconds.Sum();
        double bound = ClusterLimits.ComputeBound(cluster, itemSeconds);
        return new ClusterRow(
            cluster,
            median,
            runs[0].Result.Seconds,
            runs[^1].Result.Seconds,
            total,
            bound,
            median.HasEnded ? FindLosses(cluster, median.Seconds, medianSeed, bound - (total / cluster.AllCores)) : []
        );
    }

    private ImmutableArray<ClusterLoss> FindLosses(ClusterSetup cluster, double seconds, int medianSeed, double unevenSeconds) =>
        [
            .. Losses
                .Select(loss => (loss.Name, Cluster: loss.Without(cluster)))
                .Where(loss => loss.Cluster != cluster)
                .Select(loss => new ClusterLoss(
                    loss.Name,
                    1 - (ClusterSimulation.Run(loss.Cluster, itemSeconds, medianSeed).Seconds / seconds)
                ))
                .Append(new ClusterLoss("messages too large or too few", unevenSeconds / seconds))
                .OrderByDescending(loss => loss.Share),
        ];
}
