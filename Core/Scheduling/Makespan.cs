using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Core.Scheduling;

/// <summary>The time that a schedule takes when only the items themselves take time.</summary>
public static class Makespan
{
    /// <param name="schedule">The order in which workers run items.</param>
    /// <param name="costs">One for each item, in order, in any unit; above 0, at least one.</param>
    /// <param name="workers">The number of items that can run at once, 1 or more.</param>
    /// <returns>In the unit of the costs. Where the schedule's order is not known, no order takes less.</returns>
    public static double Compute(Schedule schedule, ImmutableArray<double> costs, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        ArgumentOutOfRangeException.ThrowIfZero(costs.Length);
        return schedule switch
        {
            Schedule.Sequential or Schedule.FairShare or Schedule.DynamicInOrder or Schedule.RoundRobin => ScheduleSimulation.Makespan(
                schedule,
                costs,
                workers,
                workers
            ),

            // No schedule ends before the largest item or before an even share (Graham 1969, SIAM J. Appl. Math. 17).
            Schedule.Dynamic => Math.Max(costs.Max(), costs.Sum() / workers),
            Schedule.ContiguousStatic => ContiguousStatic(costs, Math.Min(workers, costs.Length)),

            // Items can be shared at will.
            Schedule.Recursive => costs.Sum() / workers,
            _ => throw new UnreachableException($"No makespan for {schedule}."),
        };
    }

    // Slices of consecutive items whose lengths differ by one at most. Models place the longer slices differently, so the
    // best placement counts: best[j] is the shortest makespan of the slices so far when j of them are long.
    private static double ContiguousStatic(ImmutableArray<double> costs, int slices)
    {
        (int length, int longer) = Math.DivRem(costs.Length, slices);
        double[] sums = [0, .. costs.Select((_, i) => costs[..(i + 1)].Sum())];
        double[] best = [0, .. Enumerable.Repeat(double.PositiveInfinity, longer)];
        for (int slice = 0; slice < slices; slice++)
        {
            for (int j = Math.Min(longer, slice + 1); j >= 0; j--)
            {
                int end = ((slice + 1) * length) + j;
                double asShort =
                    end - length < 0 ? double.PositiveInfinity : Math.Max(best[j], sums[Math.Min(end, costs.Length)] - sums[end - length]);
                double asLong =
                    j == 0 ? double.PositiveInfinity : Math.Max(best[j - 1], sums[Math.Min(end, costs.Length)] - sums[end - length - 1]);
                best[j] = Math.Min(slice < j ? double.PositiveInfinity : asShort, asLong);
            }
        }

        return best[longer];
    }
}
