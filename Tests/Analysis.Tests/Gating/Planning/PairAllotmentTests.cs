using ConcurrencyBench.Analysis.Gating.Planning;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Planning;

public sealed class PairAllotmentTests
{
    [Fact]
    public void Share_NoBudget_GivesEachWhatItWantsAndTheFewestWhereNothingHelps() =>
        Assert.Equal([30, 12], PairAllotment.Share([new(0.5, 12, 30, 1), new(0.5, 12, null, 1)], double.PositiveInfinity));

    [Fact]
    public void Share_TimeForTheFewestOfOne_TakesTheMostSuspicious() =>
        Assert.Equal([0, 12, 0], PairAllotment.Share([new(0.5, 12, 30, 1), new(0.01, 12, 30, 1), new(0.2, 12, 30, 1)], 15));

    [Fact]
    public void Share_TimeForOneMore_RaisesThatWhichNeedsLeast() =>
        Assert.Equal([12, 20], PairAllotment.Share([new(0.01, 12, 40, 1), new(0.5, 12, 20, 1)], 12 + 12 + 9));

    [Fact]
    public void Share_NoTime_GivesNone() => Assert.Equal([0], PairAllotment.Share([new(0.01, 12, 30, 1)], -5));

    [Property]
    public bool Share_AnyNeeds_KeepsTheBudgetAndGivesNothingBetween(byte[] wanted, ushort seconds)
    {
        ImmutableArray<PairNeed> needs =
        [
            .. wanted.Select((own, i) => new PairNeed(own / 255.0, 10, own % 3 == 0 ? null : 10 + (own % 50), 0.1 * (1 + (i % 5)))),
        ];
        ImmutableArray<int> pairs = PairAllotment.Share(needs, seconds);
        return needs.Zip(pairs).Sum(own => own.Second * own.First.PairSeconds) <= seconds + 1e-6
            && needs.Zip(pairs).All(own => own.Second == 0 || own.Second == own.First.Fewest || own.Second == own.First.Wanted);
    }
}
