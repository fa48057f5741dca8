using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Scheduling;

/// <summary>The best speed-up over one worker that a schedule can reach, if starting, handing over and gathering cost nothing.</summary>
/// <remarks>Costs are in any one unit, such as candidates; only their proportions count. Speed-up = Σ costs ÷ makespan.</remarks>
public static class SpeedupBound
{
    /// <summary>The bound of a row of the catalogue.</summary>
    /// <param name="spec">The model and the cut it is measured with.</param>
    /// <param name="workload">The work; its numbers are the items, ranges of them can be shared at will.</param>
    /// <param name="candidateCount">The cost of a number.</param>
    /// <param name="workers">The number of workers that the model gets, 1 or more.</param>
    /// <param name="cores">The number of them that can run at once, 1 or more.</param>
    /// <returns>1..<paramref name="cores"/>.</returns>
    public static double Compute(ModelSpec spec, Workload workload, Func<long, long> candidateCount, int workers, int cores)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(candidateCount);
        ImmutableArray<double> costs = [.. workload.Numbers.Select(number => (double)candidateCount(number))];
        int crew = spec.IsOnThreadPool ? cores : workers;
        Schedule schedule = spec.SplitsNumbers ? Schedule.Recursive : spec.Schedule;

        // Fair sharing is among cores, whatever the number of workers; the others run on the fewer of both.
        return Math.Min(cores, Compute(schedule, costs, schedule == Schedule.FairShare ? cores : crew));
    }

    /// <summary>The bound of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="costs">One for each item, in order; above 0, at least one.</param>
    /// <param name="workers">The number of items that can run at once, 1 or more.</param>
    /// <returns>1..<paramref name="workers"/>.</returns>
    public static double Compute(Schedule schedule, ImmutableArray<double> costs, int workers) =>
        costs.Sum() / Makespan.Compute(schedule, costs, workers);
}
