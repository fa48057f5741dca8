using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Core.Scheduling;

/// <summary>The time that a schedule takes, simulated from the items' costs.</summary>
public static class ScheduleSimulation
{
    /// <summary>Simulates a run of the items.</summary>
    /// <param name="schedule">The order in which workers run items.</param>
    /// <param name="costs">The time of each item on a core of its own, in the order in which the items are given out.</param>
    /// <param name="workers">
    /// The number of items that may run at once, 1 or more. A sequential schedule and one worker per item ignore it.
    /// </param>
    /// <param name="cores">The number of cores, 1 or more. More running items than these share them equally.</param>
    /// <param name="startCost">The time between the start of one worker and that of the next, in the unit of the costs.</param>
    /// <param name="handOut">The way in which idle workers get items.</param>
    /// <returns>The end of the last item, in the unit of the costs.</returns>
    public static double Makespan(
        Schedule schedule,
        ImmutableArray<double> costs,
        int workers,
        int cores,
        double startCost = 0,
        HandOut handOut = HandOut.OneByOne
    ) =>
        schedule switch
        {
            Schedule.Sequential => Run(new ItemsInOrder(costs.Length), costs, 1, cores, startCost),
            Schedule.FairShare => Run(new ItemsInOrder(costs.Length), costs, costs.Length, cores, startCost),
            Schedule.ContiguousStatic => Run(
                new ItemsInOrder(Math.Min(workers, costs.Length)),
                Slices(costs, workers, handOut == HandOut.LongSlicesFirst),
                workers,
                cores,
                startCost
            ),

            Schedule.RoundRobin => Run(new ItemsInTurns(costs.Length, workers), costs, workers, cores, startCost),

            // Where the library does not say more, the order of the scheduler is not known, and the leaves of a recursion are too
            // small for it to matter.
            Schedule.DynamicInOrder or Schedule.Dynamic or Schedule.Recursive => Run(
                ItemSource.Create(handOut, costs.Length, workers),
                costs,
                workers,
                cores,
                startCost
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, null),
        };

    // Cores are shared equally among running items: items that have run equally long have progressed equally. So each
    // item ends at the sum of that common progress at its start and its cost, and the ends are known in their order
    // (virtual time: A. Demers, S. Keshav and S. Shenker, Analysis and Simulation of a Fair Queueing Algorithm, 1989).
    private static double Run(ItemSource items, ImmutableArray<double> costs, int workers, int cores, double startCost)
    {
        double now = 0;
        double progress = 0;
        int started = 0;
        PriorityQueue<int, double> running = new();
        while (true)
        {
            double rate = Math.Min(1, (double)cores / running.Count);
            double start = started < workers && items.HasMore ? started * startCost : double.PositiveInfinity;
            double end = running.TryPeek(out _, out double endProgress) ? now + (endProgress - progress) / rate : double.PositiveInfinity;
            if (double.IsPositiveInfinity(start) && running.Count == 0)
            {
                return now;
            }

            int worker = start <= end ? started++ : running.Dequeue();
            progress =
                start > end ? endProgress
                : running.Count > 0 ? progress + ((start - now) * rate)
                : progress;
            now = Math.Min(start, end);
            if (items.Take(worker) is { } item)
            {
                running.Enqueue(worker, progress + costs[item]);
            }
        }
    }

    private static ImmutableArray<double> Slices(ImmutableArray<double> costs, int workers, bool longFirst)
    {
        int slices = Math.Min(workers, costs.Length);
        int Boundary(int slice) =>
            longFirst
                ? (costs.Length / slices * slice) + Math.Min(slice, costs.Length % slices)
                : (int)((long)costs.Length * slice / slices);
        return [.. Enumerable.Range(0, slices).Select(slice => costs[Boundary(slice)..Boundary(slice + 1)].Sum())];
    }
}
