using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

public class PairedAssessmentTests
{
    // Both sides scatter by 0.01 around their median, M = 0.01. The launches at 1 and 2 are bad: pairs 1 and 3 go.
    [Fact]
    public void Of_OutlierLaunches_TakeTheirPairsAlong()
    {
        PairedAssessment assessment = PairedAssessment.FromLogs(new PairedLogs([0, 0.01, -0.01, 1, 0.01], [0.05, 2, 0.06, 0.05, 0.07]));

        Assert.Equal(5, assessment.Pairs);
        Assert.Equal(3, assessment.Kept);
        Assert.Equal(1, assessment.BaselineExcluded);
        Assert.Equal(1, assessment.CandidateExcluded);

        // d = 0.05, 0.07, 0.06.
        Assert.Equal(0.06, assessment.Estimate!.Value.Value, 12);
        Assert.Equal(3, assessment.Estimate.Value.Pairs);
        Assert.Equal(1, assessment.BaselineNanoseconds, 12);
        Assert.Equal(Math.Exp(0.06), assessment.CandidateNanoseconds, 12);
        Assert.Equal(1, assessment.PValueOfShare, 12);
    }

    [Fact]
    public void Of_OnePairBadOnBothSides_GoesOnceAndCountsTwice()
    {
        PairedAssessment assessment = PairedAssessment.FromLogs(new PairedLogs([0, 0.01, -0.01, 1], [0.01, 0, -0.01, 1]));

        Assert.Equal(3, assessment.Kept);
        Assert.Equal(1, assessment.BaselineExcluded);
        Assert.Equal(1, assessment.CandidateExcluded);
    }

    [Fact]
    public void Of_LaunchFarBelow_SetsNothingAside() =>
        Assert.Equal(5, PairedAssessment.FromLogs(new PairedLogs([0, 0.01, -0.01, 1, 0.01], [0.05, -2, 0.06, 0.05, 0.07])).Kept);

    // 0 of 10 against 4 of 10: 2·C(10,4)/C(20,4) = 420/4845.
    [Fact]
    public void PValueOfShare_OutliersOnOneSide_IsFishersExactTest()
    {
        double[] good = [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? 0.01 : -0.01)];
        PairedAssessment assessment = PairedAssessment.FromLogs(
            new PairedLogs([.. good], [.. good.Select((log, i) => i < 4 ? 1 + log : log)])
        );

        Assert.Equal(4, assessment.CandidateExcluded);
        Assert.Equal(420.0 / 4845, assessment.PValueOfShare, 9);
        Assert.Equal(0, assessment.Estimate!.Value.Value, 12);
    }

    [Fact]
    public void Of_NoPairs_HasNoEstimate()
    {
        PairedAssessment assessment = PairedAssessment.FromLogs(new PairedLogs([], []));

        Assert.Null(assessment.Estimate);
        Assert.True(double.IsNaN(assessment.BaselineNanoseconds));
        Assert.True(assessment.IsUnstable(1));
    }

    [Theory]
    [InlineData(10, 6, 4, 0, 6, false)]
    [InlineData(10, 6, 0, 4, 6, false)]
    [InlineData(10, 5, 5, 0, 5, true)]
    [InlineData(10, 5, 0, 5, 5, true)]
    [InlineData(10, 8, 1, 1, 9, true)]
    [InlineData(10, 9, 0, 1, 9, false)]
    [InlineData(8, 8, 0, 0, 9, true)]
    public void IsUnstable_MoreThanFortyPercentOfASideOrTooFewKept(
        int pairs,
        int kept,
        int baseline,
        int candidate,
        int fewest,
        bool expected
    ) => Assert.Equal(expected, new PairedAssessment(null, pairs, kept, baseline, candidate, 1, 1, 1).IsUnstable(fewest));

    [Fact]
    public void PairedLogs_SidesOfDifferentLength_AreRefused() => Assert.Throws<ArgumentException>(() => new PairedLogs([0, 0], [0]));

    // The old way to ask and the new one are one rule.
    [Fact]
    public void Find_SidesOfLaunches_MarksThoseThatExcludeRemoves()
    {
        bool[][] mask = OutlierLaunches.Find([-0.01, 0, 0.01, 1, -0.02], [-0.01, 0, 0.01]);

        Assert.Equal([false, false, false, true, false], mask[0]);
        Assert.DoesNotContain(true, mask[1]);
        Assert.Equal<double>([-0.01, 0, 0.01, -0.02], OutlierLaunches.Exclude([-0.01, 0, 0.01, 1, -0.02], [-0.01, 0, 0.01])[0].Kept);
    }
}
