using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>The divisors of numbers as work for the adviser.</summary>
internal static class NumbersWork
{
    /// <param name="workload">The numbers.</param>
    /// <param name="kernel">The kernel that searches.</param>
    /// <param name="nanosecondsPerCandidate">The time of a candidate.</param>
    /// <param name="cores">The workers for which numbers are cut.</param>
    public static Work Create(Workload workload, IDivisorKernel kernel, double nanosecondsPerCandidate, int cores)
    {
        ImmutableArray<double> Costs(Granularity granularity) =>
            [
                .. WorkPlan
                    .Cut(workload, kernel, granularity, cores)
                    .Items.Select(item => Math.Max(1, item.Candidates.Length * nanosecondsPerCandidate)),
            ];
        return new Work(
            Costs(Granularity.PerNumber),
            CanBeCut: true,
            $"the divisors of {workload.Id}, a candidate takes {Analysis.Formatting.Figures.FormatTime(nanosecondsPerCandidate)}"
        )
        {
            Parts = Costs(Granularity.Ranges),
        };
    }
}
