using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

public class JudgingRulesTests
{
    // Sorted p: 0.01, 0.02, 0.03, 0.5 with m = 4: 4·0.01/1 = 0.04, 4·0.02/2 = 0.04, 4·0.03/3 = 0.04, 4·0.5/4 = 0.5.
    [Fact]
    public void BenjaminiHochberg_HandComputed_InTheOrderGiven() =>
        Assert.Equal([0.5, 0.04, 0.04, 0.04], BenjaminiHochberg.Adjust([0.5, 0.03, 0.01, 0.02]).Select(p => Math.Round(p, 12)));

    [Property]
    public bool BenjaminiHochberg_Adjusted_KeepsTheOrderAndIsNeverSmaller(ushort[] values)
    {
        double[] p = [.. values.Select(value => value / (double)ushort.MaxValue)];
        double[] adjusted = BenjaminiHochberg.Adjust(p);

        return p.Zip(adjusted).All(pair => pair.Second >= pair.First - 1e-12 && pair.Second <= 1)
            && p.Zip(adjusted).OrderBy(pair => pair.First).Select(pair => pair.Second).Pairwise().All(pair => pair.Second >= pair.First);
    }

    // Side A: median 0, |r| = 0.01, 0, 0.01, 0.02, 1. Side B: median 0, |r| = 0.01, 0, 0.01. M = 0.01, so 1 > 0.12 goes.
    [Fact]
    public void Exclude_LaunchFarAboveItsOwnSide_Goes()
    {
        Side[] sides = OutlierLaunches.Exclude([-0.01, 0, 0.01, -0.02, 1], [-0.01, 0, 0.01]);

        Assert.Equal<double>([-0.01, 0, 0.01, -0.02], sides[0].Kept);
        Assert.Equal(1, sides[0].Excluded);
        Assert.Equal(0, sides[1].Excluded);
        Assert.False(sides[0].IsUnstable(JudgingRules.FewestLaunches));
    }

    [Fact]
    public void Exclude_LaunchFarBelow_ExcludesNone() =>
        Assert.All(OutlierLaunches.Exclude([-0.01, 0, 0.01, -1, 1], [-0.01, 0, 0.01]), side => Assert.Equal(0, side.Excluded));

    [Fact]
    public void Exclude_LaunchesAllAlike_KeepsThem() =>
        Assert.All(OutlierLaunches.Exclude([1, 1, 1, 1, 2], [1, 1, 1]), side => Assert.Equal(0, side.Excluded));

    [Fact]
    public void IsUnstable_HalfOfTheLaunchesBad_OrFewerThanThreeLeft()
    {
        Assert.True(new Side([0, 0, 0, 0, 0], 5).IsUnstable(JudgingRules.FewestLaunches));
        Assert.True(new Side([0, 0], 1).IsUnstable(JudgingRules.FewestLaunches));
        Assert.False(new Side([0, 0, 0], 2).IsUnstable(JudgingRules.FewestLaunches));
    }

    // By hand, hypergeometric: 0 of 10 against 5 of 10 is 2·C(10,5)/C(20,5) = 0.032508.
    [Theory]
    [InlineData(0, 10, 5, 10, 0.032507739938)]
    [InlineData(1, 5, 4, 5, 0.206349206349)]
    [InlineData(2, 10, 2, 10, 1)]
    public void PValueOfShare_HandComputed_IsFishersExactTest(int badA, int a, int badB, int b, double expected) =>
        Assert.Equal(
            expected,
            OutlierLaunches.ComputePValueOfShare(new Side(new double[a - badA], badA), new Side(new double[b - badB], badB)),
            9
        );

    [Fact]
    public void LaunchSummaries_FirstIterationsOnly_CutMinimumAndQuartileButNotTheMedian()
    {
        ImmutableArray<double> launch = [4, 3, 2, 1];

        Assert.Equal(2, LaunchSummaries.Summarize(launch, LaunchSummary.Minimum, 3), 12);
        Assert.Equal(2.5, LaunchSummaries.Summarize(launch, LaunchSummary.LowerQuartile, 3), 12);
        Assert.Equal(2.5, LaunchSummaries.Summarize(launch, LaunchSummary.Median, 3), 12);
    }
}

file static class Pairs
{
    public static IEnumerable<(T First, T Second)> Pairwise<T>(this IEnumerable<T> values) => values.Zip(values.Skip(1));
}
