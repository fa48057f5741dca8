using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Measures the overhead of every model on this machine, with as many workers as it has cores.</summary>
/// <param name="cores">The cores that this process may use.</param>
/// <remarks>
/// A second or so for each model, without BenchmarkDotNet. What an item costs is the slope between runs of few and of many of them: what
/// the shorter run takes beside its items is the start, in which a core that was idle may take its time. Items of some microseconds show
/// what it costs where workers compete for the next one, and items of one candidate how fast they can be given out at all. Processes are
/// woken by the system, which takes longer where every core is busy: they get items of some hundred microseconds too.
/// </remarks>
internal sealed class OverheadMeter(int cores)
{
    // A run takes two milliseconds or ten, so that many find the machine quiet.
    private const int FewSmallItems = 512;
    private const int ManySmallItems = 2_048;

    // About 4 µs on a core of 2026: short enough for the overhead to show, long enough for workers to overlap.
    private const int SmallItemCandidates = 3_000;

    // About 0.35 ms: every core is busy while the next item is handed over, or the next thread is started.
    private const int BusyItemCandidates = 200_000;
    private const int FewBusyItems = 32;
    private const int ManyBusyItems = 96;

    // Enough for the number to have a candidate for every range above.
    private const long SmallNumber = 1_000_003;

    // The time of a candidate shows best in one long search.
    private const long LongNumber = 11_421_443;

    private readonly double _smallItem = TimeAlone(SmallItemCandidates, FewSmallItems);
    private readonly double _busyItem = TimeAlone(BusyItemCandidates, FewBusyItems);

    /// <param name="machine">The machine's name.</param>
    /// <param name="cores">The cores that this process may use.</param>
    /// <param name="source">Where the figures are kept.</param>
    /// <param name="tell">Gets the progress.</param>
    public static MachineOverheads Measure(string machine, int cores, string source, Action<string> tell)
    {
        OverheadMeter meter = new(cores);
        ImmutableArray<ModelOverhead> models = [.. SuiteModels.All.Select(spec => meter.Measure(spec, tell))];
        return new MachineOverheads(machine, cores, source, TimeCandidate(KernelCatalog.Default), models);
    }

    /// <returns>The time of a candidate on one core of this machine, in nanoseconds.</returns>
    public static double TimeCandidate(IDivisorKernel kernel)
    {
        WorkItem search = new(kernel, LongNumber, new CandidateRange(1, kernel.CandidateCount(LongNumber)));
        return QuietRuns.Time(ModelCatalog.Baseline, 1, [search]) / search.Candidates.Length;
    }

    private ModelOverhead Measure(ModelSpec spec, Action<string> tell)
    {
        tell($"{spec.Id}: measuring its overhead");
        double single = QuietRuns.Time(spec, 1, Items(1, 1));
        if (spec.Schedule == Schedule.FairShare)
        {
            return new ModelOverhead(spec.Id, single, TimeStart(spec, single), 0, 0);
        }

        int workers = Math.Max(2, cores);
        double wide = QuietRuns.Time(spec, workers, Items(1, workers));
        double handOut = Math.Max(0, (QuietRuns.Time(spec, cores, Items(1, FewSmallItems)) - single) / FewSmallItems);
        ItemTimes small = TimeItems(spec, single, SmallItemCandidates, FewSmallItems, ManySmallItems, _smallItem);
        double? busy = spec.UsesProcesses ? TimeItems(spec, single, BusyItemCandidates, FewBusyItems, ManyBusyItems, _busyItem).Item : null;
        double worker = Math.Max(0, Math.Max((wide - single) / (workers - 1), small.Start));
        return new ModelOverhead(spec.Id, single, worker, small.Item, handOut, busy);
    }

    /// <summary>What runs of items show.</summary>
    /// <param name="Item">What a worker does for an item beside the item itself.</param>
    /// <param name="Start">The time from one worker's first item to that of the next.</param>
    private readonly record struct ItemTimes(double Item, double Start);

    private ItemTimes TimeItems(ModelSpec spec, double single, int candidates, int few, int many, double itemNanoseconds)
    {
        int atOnce = spec.Schedule == Schedule.Sequential ? 1 : cores;
        double shorter = QuietRuns.Time(spec, cores, Items(candidates, few));
        double longer = QuietRuns.Time(spec, cores, Items(candidates, many));
        double perItem = Math.Max((longer - shorter) / (many - few), itemNanoseconds / atOnce);

        // Each worker that starts that much later than the one before it delays the end by the half of it, where there are two.
        double start = atOnce == 1 ? 0 : 2 * (shorter - single - (few * perItem)) / (atOnce - 1);
        return new ItemTimes((perItem * atOnce) - itemNanoseconds, start);
    }

    // Where each item has a worker of its own: the rest of the time between two of them.
    private double TimeStart(ModelSpec spec, double single)
    {
        int count = Math.Min(spec.MaxItems ?? ManyBusyItems, ManyBusyItems);
        double all = QuietRuns.Time(spec, cores, Items(BusyItemCandidates, count));
        return Math.Max(0, (all - single - (_busyItem * count / cores)) / (count - 1));
    }

    private static double TimeAlone(int candidates, int count) =>
        QuietRuns.Time(ModelCatalog.Baseline, 1, Items(candidates, count)) / count;

    private static ImmutableArray<WorkItem> Items(int candidates, int count) =>
        [.. Enumerable.Repeat(new WorkItem(KernelCatalog.Default, SmallNumber, new CandidateRange(1, candidates)), count)];
}
