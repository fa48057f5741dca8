using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;

namespace ConcurrencyBench.Core.Simulation;

/// <summary>What no cluster can be faster than, and the size from which more hosts do not help.</summary>
public static class ClusterLimits
{
    /// <summary>The time of the same messages on as many cores, when only the items take time.</summary>
    /// <param name="setup">The cluster.</param>
    /// <param name="itemSeconds">The time of each item, in their order.</param>
    public static double ComputeBound(ClusterSetup setup, ImmutableArray<double> itemSeconds)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ImmutableArray<double> costs = ClusterMessages.Cut(itemSeconds, setup.Batch).Costs;
        return ScheduleSimulation.Makespan(Schedule.DynamicInOrder, costs, setup.AllCores, setup.AllCores);
    }

    /// <summary>The time that the giver needs for all messages, however many hosts there are.</summary>
    /// <inheritdoc cref="ComputeBound"/>
    public static double ComputeGiverSeconds(ClusterSetup setup, ImmutableArray<double> itemSeconds)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return 2 * ClusterMessages.Cut(itemSeconds, setup.Batch).Items.Sum(setup.ComputeGiverSeconds);
    }

    /// <summary>The number of hosts from which the giver is always busy: more hosts wait for it.</summary>
    /// <remarks>
    /// A core takes a message each w, its time, or where it does not hold the next one, each (w + both ways + hand-off) ÷ prefetch. The
    /// giver hands over one each h. So the giver is busy with that time ÷ h cores (the asymptotic bound of a closed queueing network: P. J.
    /// Denning and J. P. Buzen, The Operational Analysis of Queueing Network Models, ACM Computing Surveys 10, 1978).
    /// </remarks>
    /// <inheritdoc cref="ComputeBound"/>
    /// <returns>Infinite where handing over takes no time.</returns>
    public static double ComputeSaturationHosts(ClusterSetup setup, ImmutableArray<double> itemSeconds)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ClusterMessages messages = ClusterMessages.Cut(itemSeconds, setup.Batch);
        if (messages.Count == 0)
        {
            return double.PositiveInfinity;
        }

        double slowness = ComputeMeanSlowness(setup);
        double work = (messages.Costs.Average() + setup.WorkerSeconds) * slowness;
        double handOff = 2 * messages.Items.Average(setup.ComputeGiverSeconds);
        double cycle = Math.Max(work, (work + (2 * setup.LatencySeconds) + handOff) / setup.Prefetch);
        return handOff > 0 ? cycle / (handOff * setup.Cores) : double.PositiveInfinity;
    }

    // Fast and slow hosts together take as many messages as this many times slower ones.
    private static double ComputeMeanSlowness(ClusterSetup setup) =>
        1 / (1 - setup.StragglerShare + (setup.StragglerShare / setup.StragglerFactor));
}
