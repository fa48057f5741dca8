using ConcurrencyBench.Analysis.Gating.Planning;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Planning;

public sealed class SweepScheduleTests
{
    [Property]
    public bool Create_AnyBenchmarks_HasAllPairsOnceInOrderAndSwapsOnce(int seed, byte benchmarks, byte pairs, byte controls)
    {
        (string Name, int Pairs)[] wanted = Create(1 + (benchmarks % 30), 2 + (pairs % 20));
        ImmutableArray<PlannedPair> schedule = SweepSchedule.Create([.. wanted], controls, seed);
        return schedule.Zip(schedule.Skip(1)).Count(pair => pair.First.IsSwapped != pair.Second.IsSwapped) == 1
            && schedule.Select(pair => pair.Number).SequenceEqual(Enumerable.Range(0, wanted.Sum(one => one.Pairs) + controls))
            && wanted.All(one => schedule.Count(pair => pair.Benchmark == one.Name && !pair.IsControl) == one.Pairs)
            && schedule.Count(pair => pair.IsControl) == controls;
    }

    [Property]
    public bool Create_AnyBenchmarks_MeasuresEachOnceInASweepAndSweepsInABlock(int seed, byte benchmarks, byte pairs, byte controls)
    {
        ImmutableArray<PlannedPair> schedule = SweepSchedule.Create([.. Create(1 + (benchmarks % 30), 1 + (pairs % 20))], controls, seed);
        int blocks = 1 + schedule.Zip(schedule.Skip(1)).Count(pair => pair.First.Sweep != pair.Second.Sweep);
        return schedule
                .GroupBy(pair => pair.Sweep)
                .All(sweep =>
                    sweep.DistinctBy(pair => pair.Benchmark).Count() == sweep.Count()
                    && sweep.Select(pair => (pair.IsControl, pair.BaselineFirst, pair.IsSwapped)).Distinct().Count() == 1
                )
            && schedule.DistinctBy(pair => pair.Sweep).Count() == blocks;
    }

    [Property]
    public bool Create_EvenPairs_BalancesOrderAndPlaceOfEveryBenchmark(int seed, byte fours) =>
        SweepSchedule
            .Create([.. Create(5, 4 * (1 + (fours % 5)))], controls: 0, seed)
            .GroupBy(pair => pair.Benchmark)
            .All(group =>
                group.Count(pair => pair.IsSwapped) * 2 == group.Count()
                && group.Count(pair => pair.BaselineFirst) * 2 == group.Count()
                && group.Count(pair => pair.BaselineFirst && pair.IsSwapped) * 4 == group.Count()
            );

    [Fact]
    public void Create_TheSameSeed_IsTheSameAndAnotherSeedIsAnother()
    {
        (string, int)[] benchmarks = Create(10, 6);
        PlannedPair[] schedule = [.. SweepSchedule.Create([.. benchmarks], 12, 1)];
        Assert.True(schedule.SequenceEqual(SweepSchedule.Create([.. benchmarks], 12, 1)));
        Assert.False(schedule.SequenceEqual(SweepSchedule.Create([.. benchmarks], 12, 2)));
    }

    [Fact]
    public void Create_NoBenchmark_IsEmpty() => Assert.Empty(SweepSchedule.Create([], controls: 12, seed: 1));

    private static (string Name, int Pairs)[] Create(int benchmarks, int pairs) =>
        [.. Enumerable.Range(0, benchmarks).Select(i => (FormattableString.Invariant($"B{i}"), pairs))];
}
