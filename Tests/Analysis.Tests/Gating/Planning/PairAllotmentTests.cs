using ConcurrencyBench.Analysis.Gating.Planning;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Planning;

public sealed class PairAllotmentTests
{
    private const int Most = 60;

    [Fact]
    public void Share_NoBudget_GivesEachWhatItWantsAndTheFewestWhereNothingHelps() =>
        Assert.Equal([30, 12], PairAllotment.Share([Need(0.5, 30), Need(0.5, null)], double.PositiveInfinity, 0));

    [Fact]
    public void Share_ASuspiciousOneThatNothingHelps_GetsTheMost() =>
        Assert.Equal([Most], PairAllotment.Share([Need(0.01, null)], double.PositiveInfinity, 0));

    [Fact]
    public void Share_TimeForTheFewestOfOne_TakesTheMostSuspicious() =>
        Assert.Equal([0, 15, 0], PairAllotment.Share([Need(0.5, 30), Need(0.01, 30), Need(0.2, 30)], 15, 0));

    [Fact]
    public void Share_TimeForOneMore_RaisesTheSuspiciousOne() =>
        Assert.Equal([40, 12], PairAllotment.Share([Need(0.01, 40), Need(0.5, 20)], 12 + 12 + 28, 0));

    [Fact]
    public void Share_NoneIsSuspicious_RaisesThatWhichNeedsLeastAndGivesTheRestToTheOther() =>
        Assert.Equal([14, 20], PairAllotment.Share([Need(0.1, 40), Need(0.5, 20)], 12 + 12 + 8 + 2, 0));

    /// <summary>Twelve sweeps are there for the first one; the second would need 28 more.</summary>
    [Fact]
    public void Share_MorePairsThanAnyOther_PayForTheirSweeps() =>
        Assert.Equal([12, 26], PairAllotment.Share([Need(0.1, 12), Need(0.5, 40)], 12 + 24 + 28, sweepSeconds: 1));

    [Fact]
    public void Share_NoTime_GivesNone() => Assert.Equal([0], PairAllotment.Share([Need(0.01, 30)], -5, 0));

    [Property]
    public bool Share_AnyNeeds_KeepsTheBudgetAndStaysBetweenFewestAndMost(byte[] wanted, ushort seconds)
    {
        ImmutableArray<PairNeed> needs =
        [
            .. wanted.Select((own, i) => new PairNeed(own / 255.0, 10, own % 3 == 0 ? null : 10 + (own % 50), Most, 0.1 * (1 + (i % 5)))),
        ];
        ImmutableArray<int> pairs = PairAllotment.Share(needs, seconds, sweepSeconds: 0.5);
        return (0.5 * pairs.DefaultIfEmpty().Max()) + needs.Zip(pairs).Sum(own => own.Second * own.First.PairSeconds) <= seconds + 1e-6
            && needs.Zip(pairs).All(own => own.Second == 0 || (own.Second >= 10 && own.Second <= (own.First.Wanted ?? Most)));
    }

    private static PairNeed Need(double pSlower, int? wanted) => new(pSlower, 12, wanted, Most, PairSeconds: 1);
}
