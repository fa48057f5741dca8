using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Measures the overhead of every model on this machine, with as many workers as it has cores.</summary>
/// <remarks>
/// About two minutes for all models, without BenchmarkDotNet. What an item costs is the slope between runs of few and of many of them:
/// what the shorter run takes beside its items is the start, in which a core that was idle may take its time. Items of some microseconds
/// show what it costs where workers compete for the next one, and items of one candidate how fast they can be given out at all. Processes
/// are woken by the system, which takes longer where every core is busy: they get items of some hundred microseconds too. A slope is a
/// small difference of large times, so all are timed in turns: a disturbance of some seconds then meets no model more than another.
/// </remarks>
internal sealed class OverheadMeter : IDisposable
{
    // A run takes two milliseconds or ten, so that many find the machine quiet.
    private const int FewSmallItems = 512;
    private const int ManySmallItems = 2_048;

    // About 4 µs on a core of 2026: short enough for the overhead to show, long enough for workers to overlap.
    private const int SmallItemCandidates = 3_000;

    // About 0.35 ms: every core is busy while the next item is handed over, or the next thread is started. Linux may wake two workers on
    // one core and move the second only after 10 ms and more; the run of few items is long enough to see that once, as a late start.
    private const int BusyItemCandidates = 200_000;
    private const int FewBusyItems = 96;
    private const int ManyBusyItems = 288;

    // Enough for the number to have a candidate for every range above.
    private const long SmallNumber = 1_000_003;

    // The time of a candidate shows best in one long search.
    private const long LongNumber = 11_421_443;

    private const int WantedRuns = 15;
    private const int CandidateRuns = 21;

    // A machine that is never quiet still gets an answer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan CandidateLimit = TimeSpan.FromSeconds(1.5);

    private readonly int _cores;
    private readonly int _workers;
    private readonly Dictionary<(ModelSpec Spec, int Workers), IConcurrencyModel> _models = [];
    private readonly List<TimedWork> _works = [];
    private readonly TimedWork _smallItems;
    private readonly TimedWork _busyItems;

    private OverheadMeter(int cores)
    {
        (_cores, _workers) = (cores, Math.Max(2, cores));
        _smallItems = Add(ModelCatalog.Baseline, 1, Items(SmallItemCandidates, FewSmallItems));
        _busyItems = Add(ModelCatalog.Baseline, 1, Items(BusyItemCandidates, FewBusyItems));
    }

    private double SmallItem => _smallItems.Runs.Nanoseconds / FewSmallItems;

    private double BusyItem => _busyItems.Runs.Nanoseconds / FewBusyItems;

    public void Dispose()
    {
        foreach (IConcurrencyModel model in _models.Values)
        {
            model.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <param name="machine">The machine's name.</param>
    /// <param name="cores">The cores that this process may use.</param>
    /// <param name="source">Where the figures are kept.</param>
    /// <param name="tell">Gets the progress.</param>
    public static MachineOverheads Measure(string machine, int cores, string source, Action<string> tell)
    {
        using OverheadMeter meter = new(cores);
        Func<ModelOverhead>[] models =
        [
            .. SuiteModels.All.Select(spec =>
            {
                tell($"{spec.Id}: warming up");
                return meter.Prepare(spec);
            }),
        ];
        int round = 0;
        QuietRounds.Run(
            meter._works,
            WantedRuns,
            Limit,
            () => tell($"The overheads of all models: round {++round} of {WantedRuns} or more")
        );
        return new MachineOverheads(machine, cores, source, TimeCandidate(KernelCatalog.Default), [.. models.Select(read => read())]);
    }

    /// <returns>The time of a candidate on one core of this machine, in nanoseconds.</returns>
    public static double TimeCandidate(IDivisorKernel kernel)
    {
        WorkItem search = new(kernel, LongNumber, new CandidateRange(1, kernel.CandidateCount(LongNumber)));
        IConcurrencyModel model = ModelCatalog.Baseline.Create(new ModelOptions(1));
        try
        {
            TimedWork work = new(ModelCatalog.Baseline, model, [search]);
            work.WarmUp();
            QuietRounds.Run([work], CandidateRuns, CandidateLimit, () => { });
            return work.Runs.Nanoseconds / search.Candidates.Length;
        }
        finally
        {
            model.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <returns>Reads the overhead when all has been timed.</returns>
    private Func<ModelOverhead> Prepare(ModelSpec spec)
    {
        TimedWork single = Add(spec, 1, Items(1, 1));
        if (spec.Schedule == Schedule.FairShare)
        {
            int count = Math.Min(spec.MaxItems ?? FewBusyItems, FewBusyItems);
            TimedWork all = Add(spec, _cores, Items(BusyItemCandidates, count));
            return () => new ModelOverhead(spec.Id, single.Runs.Nanoseconds, ReadStart(single, all, count), 0, 0);
        }

        TimedWork wide = Add(spec, _workers, Items(1, _workers));
        TimedWork handOut = Add(spec, _cores, Items(1, FewSmallItems));
        Slope small = AddSlope(spec, SmallItemCandidates, FewSmallItems, ManySmallItems);
        Slope? busy = spec.UsesProcesses ? AddSlope(spec, BusyItemCandidates, FewBusyItems, ManyBusyItems) : null;
        return () =>
        {
            double alone = single.Runs.Nanoseconds;
            (double item, double start) = small.Read(alone, SmallItem);
            (double Item, double Start)? atWork = busy?.Read(alone, BusyItem);
            double worker = Math.Max((wide.Runs.Nanoseconds - alone) / (_workers - 1), Math.Max(start, atWork?.Start ?? 0));
            double between = (handOut.Runs.Nanoseconds - alone) / FewSmallItems;
            return new ModelOverhead(spec.Id, alone, Math.Max(0, worker), item, Math.Max(0, between), atWork?.Item);
        };
    }

    // Where each item has a worker of its own: the rest of the time between two of them.
    private double ReadStart(TimedWork single, TimedWork all, int count) =>
        Math.Max(0, (all.Runs.Nanoseconds - single.Runs.Nanoseconds - (BusyItem * count / _cores)) / (count - 1));

    private Slope AddSlope(ModelSpec spec, int candidates, int few, int many) =>
        new(
            spec.Schedule == Schedule.Sequential ? 1 : _cores,
            Add(spec, _cores, Items(candidates, few)),
            Add(spec, _cores, Items(candidates, many))
        );

    private TimedWork Add(ModelSpec spec, int workers, ImmutableArray<WorkItem> items)
    {
        if (!_models.TryGetValue((spec, workers), out IConcurrencyModel? model))
        {
            _models.Add((spec, workers), model = spec.Create(new ModelOptions(workers)));
        }

        TimedWork work = new(spec, model, items);
        work.WarmUp();
        _works.Add(work);
        return work;
    }

    private static ImmutableArray<WorkItem> Items(int candidates, int count) =>
        [.. Enumerable.Repeat(new WorkItem(KernelCatalog.Default, SmallNumber, new CandidateRange(1, candidates)), count)];

    /// <summary>Runs of few and of many items.</summary>
    /// <param name="AtOnce">The items that run at the same time.</param>
    /// <param name="Shorter">The run of few.</param>
    /// <param name="Longer">The run of many.</param>
    private sealed record Slope(int AtOnce, TimedWork Shorter, TimedWork Longer)
    {
        /// <summary>Reads what the runs show, in nanoseconds.</summary>
        /// <param name="alone">A run with one worker and nothing to do.</param>
        /// <param name="itemNanoseconds">The item itself.</param>
        /// <returns>What a worker does for an item beside it, and the time from one worker's first item to that of the next.</returns>
        public (double Item, double Start) Read(double alone, double itemNanoseconds)
        {
            int few = Shorter.Items.Length;
            double shorter = Shorter.Runs.Nanoseconds;
            double slope = (Longer.Runs.Nanoseconds - shorter) / (Longer.Items.Length - few);
            double perItem = Math.Max(slope, itemNanoseconds / AtOnce);

            // Each worker that starts that much later than the one before it delays the end by the half of it, where there are two.
            double start = AtOnce == 1 ? 0 : 2 * (shorter - alone - (few * perItem)) / (AtOnce - 1);
            return ((perItem * AtOnce) - itemNanoseconds, start);
        }
    }
}
