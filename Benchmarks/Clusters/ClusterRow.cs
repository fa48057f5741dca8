using ConcurrencyBench.Core.Simulation;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>What a cluster's time goes to beside the work, and the share of the time that would go with it.</summary>
/// <param name="Name">For the reader.</param>
/// <param name="Share">0 to 1.</param>
internal readonly record struct ClusterLoss(string Name, double Share);

/// <summary>One size of a cluster.</summary>
/// <param name="Setup">The cluster.</param>
/// <param name="Median">The simulated run of the median time.</param>
/// <param name="LowestSeconds">The shortest run.</param>
/// <param name="HighestSeconds">The longest run.</param>
/// <param name="TotalSeconds">All items one after the other.</param>
/// <param name="BoundSeconds">The same messages on as many cores, when only items take time.</param>
/// <param name="Losses">What takes time beside the work, the largest first.</param>
internal sealed record ClusterRow(
    ClusterSetup Setup,
    ClusterResult Median,
    double LowestSeconds,
    double HighestSeconds,
    double TotalSeconds,
    double BoundSeconds,
    ImmutableArray<ClusterLoss> Losses
)
{
    // A loss below it is not worth a name.
    private const double Least = 0.05;

    /// <summary>The largest loss; null where nothing but the work takes time worth speaking of.</summary>
    public ClusterLoss? Limit => Losses is [{ Share: >= Least } largest, ..] ? largest : null;
}
