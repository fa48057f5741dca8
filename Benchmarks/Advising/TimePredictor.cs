using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Predicts the time of a model from the costs of the items, its schedule and its measured overhead.</summary>
/// <remarks>It does not know memory, clocks that fall with busy cores, or other programs on the machine.</remarks>
internal static class TimePredictor
{
    /// <param name="spec">The model.</param>
    /// <param name="overhead">The time it takes beside the work.</param>
    /// <param name="costs">The items that it runs, nanoseconds each on a core of its own.</param>
    /// <param name="workers">The number of workers it gets; a model on the thread pool gets as many as there are cores.</param>
    /// <param name="cores">On how many cores.</param>
    /// <param name="sharingFactor">See <see cref="Work.SharingFactor"/>; it counts for models with several workers.</param>
    /// <returns>Nanoseconds.</returns>
    public static double Predict(
        ModelSpec spec,
        ModelOverhead overhead,
        ImmutableArray<double> costs,
        int workers,
        int cores,
        double sharingFactor = 1
    )
    {
        double factor = spec.Schedule == Schedule.Sequential ? 1 : sharingFactor;
        double makespan = ScheduleSimulation.Makespan(
            spec.Schedule,
            [.. costs.Select(cost => (cost * factor) + overhead.ForItem(cost))],
            spec.IsOnThreadPool ? cores : workers,
            cores,
            overhead.WorkerNanoseconds,
            spec.HandOut
        );
        return overhead.RunNanoseconds + Math.Max(makespan, costs.Length * overhead.HandOutNanoseconds);
    }
}
