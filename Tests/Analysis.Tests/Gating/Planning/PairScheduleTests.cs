using ConcurrencyBench.Analysis.Gating.Planning;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Planning;

public sealed class PairScheduleTests
{
    private static readonly ImmutableArray<(string, int)> Cells = [("a", 18), ("b", 9), ("c", 13)];

    [Property]
    public bool Of_AnySeed_BalancesOrderAndPlaceOfEveryCell(int seed, byte pairs, byte controls) =>
        PairSchedule
            .Create([("a", pairs), ("b", 9)], controls, seed)
            .GroupBy(pair => (pair.Benchmark, pair.IsControl))
            .All(group =>
                IsHalf(group.Count(pair => pair.BaselineFirst), group.Count()) && IsHalf(group.Count(pair => pair.IsSwapped), group.Count())
            );

    [Property]
    public bool Of_AnySeed_HasAllPairsOnceAndSwapsOnce(int seed)
    {
        ImmutableArray<PlannedPair> schedule = PairSchedule.Create(Cells, controls: 14, seed);
        int swaps = schedule.Zip(schedule.Skip(1)).Count(pair => pair.First.IsSwapped != pair.Second.IsSwapped);
        return swaps == 1
            && !schedule[0].IsSwapped
            && schedule.Select(pair => pair.Number).SequenceEqual(Enumerable.Range(0, 18 + 9 + 13 + 14))
            && Cells.All(benchmark => schedule.Count(pair => pair.Benchmark == benchmark.Item1 && !pair.IsControl) == benchmark.Item2)
            && schedule.Count(pair => pair.IsControl) == 14;
    }

    [Fact]
    public void Of_TheSameSeed_IsTheSameAndAnotherSeedIsAnother()
    {
        PlannedPair[] schedule = [.. PairSchedule.Create(Cells, 12, 1)];
        Assert.True(schedule.SequenceEqual(PairSchedule.Create(Cells, 12, 1)));
        Assert.False(schedule.SequenceEqual(PairSchedule.Create(Cells, 12, 2)));
    }

    // A benchmark whose pairs ran in a block would take a drift of the machine for its own.
    [Fact]
    public void Of_Cells_AreMixed() =>
        Assert.True(
            PairSchedule
                .Create([("a", 50), ("b", 50)], 0, 3)
                .Zip(PairSchedule.Create([("a", 50), ("b", 50)], 0, 3).Skip(1))
                .Count(pair => pair.First.Benchmark != pair.Second.Benchmark) > 30
        );

    private static bool IsHalf(int part, int whole) => Math.Abs((2 * part) - whole) <= 1;
}
