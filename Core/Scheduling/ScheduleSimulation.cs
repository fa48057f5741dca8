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
    /// <returns>The end of the last item, in the unit of the costs.</returns>
    public static double Makespan(Schedule schedule, ImmutableArray<double> costs, int workers, int cores, double startCost = 0) =>
        schedule switch
        {
            Schedule.Sequential => GreedyInOrder(costs, 1, cores, startCost),
            Schedule.FairShare => GreedyInOrder(costs, costs.Length, cores, startCost),
            Schedule.ContiguousStatic => GreedyInOrder(Slices(costs, workers), workers, cores, startCost),

            // The order of the scheduler is not known, and the leaves of a recursion are too small for it to matter.
            Schedule.DynamicInOrder or Schedule.Dynamic or Schedule.Recursive => GreedyInOrder(costs, workers, cores, startCost),
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, null),
        };

    // Cores are shared equally among running items: items that have run equally long have progressed equally. So each
    // item ends at the sum of that common progress at its start and its cost, and the ends are known in their order
    // (virtual time: A. Demers, S. Keshav and S. Shenker, Analysis and Simulation of a Fair Queueing Algorithm, 1989).
    private static double GreedyInOrder(ImmutableArray<double> costs, int workers, int cores, double startCost)
    {
        double now = 0;
        double progress = 0;
        int started = 0;
        int next = 0;
        PriorityQueue<int, double> running = new();
        while (next < costs.Length || running.Count > 0)
        {
            double rate = Math.Min(1, (double)cores / running.Count);
            double start = started < workers && next < costs.Length ? started * startCost : double.PositiveInfinity;
            double end = running.TryPeek(out _, out double endProgress) ? now + (endProgress - progress) / rate : double.PositiveInfinity;
            if (start <= end)
            {
                progress += running.Count > 0 ? (start - now) * rate : 0;
                now = start;
                started++;
                running.Enqueue(next, progress + costs[next++]);
            }
            else
            {
                progress = endProgress;
                now = end;
                running.Dequeue();
                if (next < costs.Length)
                {
                    running.Enqueue(next, progress + costs[next++]);
                }
            }
        }

        return now;
    }

    private static ImmutableArray<double> Slices(ImmutableArray<double> costs, int workers)
    {
        int slices = Math.Min(workers, costs.Length);
        int Boundary(int slice) => (int)((long)costs.Length * slice / slices);
        return [.. Enumerable.Range(0, slices).Select(slice => costs[Boundary(slice)..Boundary(slice + 1)].Sum())];
    }
}
