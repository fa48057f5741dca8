using System.Collections.Immutable;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Scheduling;

/// <summary>The best speed-up over one worker that a schedule can reach, if starting, handing over and gathering cost nothing.</summary>
/// <remarks>Costs are in any one unit, such as candidates; only their proportions count. Speed-up = Σ costs ÷ makespan.</remarks>
public static class SpeedupBound
{
    /// <summary>The bound of a row of the catalogue.</summary>
    /// <param name="spec">The model and the cut it is measured with.</param>
    /// <param name="workload">What is computed; its numbers are the items, ranges of them can be shared at will.</param>
    /// <param name="candidateCount">What a number costs.</param>
    /// <param name="workers">How many workers the model gets, 1 or more.</param>
    /// <param name="cores">How many of them can run at once, 1 or more.</param>
    /// <returns>1..<paramref name="cores"/>.</returns>
    public static double Of(ModelSpec spec, Workload workload, Func<long, long> candidateCount, int workers, int cores)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(candidateCount);
        ImmutableArray<double> costs = [.. workload.Numbers.Select(number => (double)candidateCount(number))];
        int crew = spec.IsOnThreadPool ? cores : workers;
        Schedule schedule = spec.Granularity == Granularity.Ranges ? Schedule.Recursive : spec.Schedule;

        // Fair sharing is among cores, whatever the number of workers; the others run on the fewer of both.
        return Math.Min(cores, Of(schedule, costs, schedule == Schedule.FairShare ? cores : crew));
    }

    /// <summary>The bound of a schedule.</summary>
    /// <param name="schedule">Who runs which item when.</param>
    /// <param name="costs">One for each item, in order; above 0, at least one.</param>
    /// <param name="workers">How many items can run at once, 1 or more.</param>
    /// <returns>1..<paramref name="workers"/>.</returns>
    public static double Of(Schedule schedule, ImmutableArray<double> costs, int workers) =>
        costs.Sum() / Makespan.Of(schedule, costs, workers);
}
