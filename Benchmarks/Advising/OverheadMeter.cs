using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Measures the overhead of every model on this machine, with as many workers as it has cores.</summary>
/// <remarks>
/// A third of a second or so for each model, without BenchmarkDotNet. Items of some microseconds show what an item costs where workers
/// compete for the next one; items of one candidate show how fast items can be given out at all.
/// </remarks>
internal static class OverheadMeter
{
    // A run of them takes two milliseconds, so that many find the machine quiet.
    private const int ManyItems = 512;

    // About 4 µs on a core of 2026: short enough for the overhead to show, long enough for workers to overlap.
    private const int SmallItemCandidates = 3_000;

    // Enough for the number to have a candidate for every range above.
    private const long SmallNumber = 1_000_003;

    // The time of a candidate shows best in one long search.
    private const long LongNumber = 11_421_443;

    /// <param name="machine">The machine's name.</param>
    /// <param name="cores">The cores that this process may use.</param>
    /// <param name="source">Where the figures are kept.</param>
    /// <param name="tell">Gets the progress.</param>
    public static MachineOverheads Measure(string machine, int cores, string source, Action<string> tell)
    {
        ModelSpec baseline = ModelCatalog.Baseline;
        double sequential = QuietRuns.Time(baseline, 1, Items(SmallItemCandidates, ManyItems));
        ImmutableArray<ModelOverhead> models = [.. ModelCatalog.All.Select(spec => Measure(spec, cores, sequential / ManyItems, tell))];
        return new MachineOverheads(machine, cores, source, TimeCandidate(KernelCatalog.Default), models);
    }

    /// <returns>The time of a candidate on one core of this machine, in nanoseconds.</returns>
    public static double TimeCandidate(IDivisorKernel kernel)
    {
        WorkItem search = new(kernel, LongNumber, new CandidateRange(1, kernel.CandidateCount(LongNumber)));
        return QuietRuns.Time(ModelCatalog.Baseline, 1, [search]) / search.Candidates.Length;
    }

    private static ModelOverhead Measure(ModelSpec spec, int cores, double itemNanoseconds, Action<string> tell)
    {
        tell($"{spec.Id}: measuring its overhead");
        bool isOneEach = spec.Schedule == Schedule.FairShare;
        int workers = isOneEach ? Math.Min(spec.MaxItems ?? cores, 4 * cores) : Math.Max(2, cores);
        double single = QuietRuns.Time(spec, 1, Items(1, 1));
        double wide = QuietRuns.Time(spec, workers, Items(1, workers));
        if (isOneEach)
        {
            return new ModelOverhead(spec.Id, single, Math.Max(0, (wide - single) / (workers - 1)), 0, 0);
        }

        int many = Math.Min(ManyItems, spec.MaxItems ?? ManyItems);
        double empty = QuietRuns.Time(spec, cores, Items(1, many));
        double small = QuietRuns.Time(spec, cores, Items(SmallItemCandidates, many));
        double handOut = Math.Max(0, (empty - single) / many);
        double atOnce = spec.Schedule == Schedule.Sequential ? 1 : cores;

        // What a worker does for an item beside the item itself: the rest of the time between two items, times the workers.
        double item = Math.Max(0, ((small - single) * atOnce / many) - itemNanoseconds);
        return new ModelOverhead(spec.Id, single, Math.Max(0, (wide - single) / (workers - 1)), item, handOut);
    }

    private static ImmutableArray<WorkItem> Items(int candidates, int count) =>
        [.. Enumerable.Repeat(new WorkItem(KernelCatalog.Default, SmallNumber, new CandidateRange(1, candidates)), count)];
}
