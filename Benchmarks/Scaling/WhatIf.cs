using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>Predicts what a model would take on other numbers of workers and cores, from what was measured here.</summary>
/// <remarks>
/// It knows the schedule, the work, and what starting and handing over take. It does not know memory, caches, clock frequencies
/// that fall with busy cores, or other programs on the machine: it says what the schedule allows on cores like this one.
/// </remarks>
/// <param name="Workload">The workload.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="NanosecondsPerCandidate">The time of a candidate, from the measured sequential run.</param>
internal sealed record WhatIf(Workload Workload, IDivisorKernel Kernel, double NanosecondsPerCandidate)
{
    /// <summary>The numbers of cores that are asked for: 1, 2, 4, … 256.</summary>
    public static ImmutableArray<int> Cores { get; } = [.. Enumerable.Range(0, 9).Select(power => 1 << power)];

    /// <returns>A what-if that starts from the time of a sequential run over the whole workload.</returns>
    public static WhatIf FromSequential(Workload workload, IDivisorKernel kernel, double sequentialNanoseconds) =>
        new(workload, kernel, sequentialNanoseconds / workload.Numbers.Sum(number => (double)kernel.CandidateCount(number)));

    /// <param name="spec">The model.</param>
    /// <param name="overhead">The time it takes beside the work.</param>
    /// <param name="workers">The number of workers it gets.</param>
    /// <param name="cores">On how many cores.</param>
    /// <returns>Nanoseconds an operation.</returns>
    public double Predict(ModelSpec spec, ScalingOverhead overhead, int workers, int cores)
    {
        ImmutableArray<WorkItem> items = CutItems(spec, workers);
        double makespan = ScheduleSimulation.Makespan(
            spec.Schedule,
            [.. items.Select(item => item.Candidates.Length * NanosecondsPerCandidate + overhead.ItemNanoseconds)],
            workers,
            cores,
            overhead.WorkerNanoseconds,
            spec.HandOut
        );
        double givingOut = spec.HasDispatcher ? items.Length * overhead.ItemNanoseconds : 0;
        return overhead.RunNanoseconds + Math.Max(makespan, givingOut);
    }

    /// <returns>The items that a model runs. Models that split recursively end at the same parts as a plan of ranges.</returns>
    public ImmutableArray<WorkItem> CutItems(ModelSpec spec, int workers) =>
        WorkPlan.Cut(Workload, Kernel, spec.SplitsNumbers ? Granularity.Ranges : Granularity.PerNumber, workers).Items;
}
