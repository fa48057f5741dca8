using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

public class StageOneTests
{
    private static readonly JudgingRules Rules = JudgingRules.Default;

    [Theory]
    [InlineData(0.21, 0.06, 4.9, true)]
    [InlineData(0.20, 0.06, 4.9, false)]
    [InlineData(0.21, 0.05, 4.9, false)]
    [InlineData(0.21, 0.06, 5.0, false)]
    [InlineData(1, 0.06, 4.9, true)]
    public void EndsHere_NothingHintsAtAChangeAndTheToleranceIsExcluded(double pSlower, double pFaster, double upper, bool expected) =>
        Assert.Equal(expected, StageOne.EndsHere(TestCell.Of(upper: upper, pSlower: pSlower, pFaster: pFaster, pairs: 9), Rules));

    [Theory]
    [InlineData(6, 6, 0, true)]
    [InlineData(9, 6, 3, true)]
    [InlineData(9, 5, 3, false)]
    [InlineData(5, 5, 0, false)]
    [InlineData(9, 6, 4, false)]
    public void EndsHere_UnstableOrTooFewKept_GoesOn(int pairs, int kept, int excluded, bool expected) =>
        Assert.Equal(expected, StageOne.EndsHere(TestCell.Of(pairs: pairs, kept: kept, excluded: excluded), Rules));

    [Fact]
    public void EndsHere_NoPairAtAll_GoesOn() => Assert.False(StageOne.EndsHere(PairedAssessment.FromLogs(new PairedLogs([], [])), Rules));

    [Theory]
    [InlineData(-1.9, 1.9, nameof(Verdict.Same))]
    [InlineData(-1.9, 2.0, nameof(Verdict.Inconclusive))]
    [InlineData(-3, 1.9, nameof(Verdict.Inconclusive))]
    public void Judge_CellThatEnds_IsSameOrInconclusiveWithinTolerance(double lower, double upper, string verdict)
    {
        PairedJudgement judgement = StageOne.Judge(TestCell.Of(lower: lower, upper: upper, pairs: 9), benchmarks: 3, Rules);

        Assert.Equal(verdict, judgement.Verdict.ToString());
        Assert.Equal(1, judgement.Stage);
        Assert.Equal(InconclusiveReason.None, judgement.Reason);
        Assert.True(judgement.IsWithinTolerance);
        Assert.False(judgement.IsOpen);
        Assert.Null(judgement.AdjustedPSlower);
        Assert.Null(judgement.AdjustedPFaster);
    }

    [Theory]
    [InlineData(20, 0.0001, 1, nameof(UnconfirmedChange.Slower))]
    [InlineData(-20, 1, 0.0001, nameof(UnconfirmedChange.Faster))]
    public void Judge_PlainChange_IsSuspectedAndNeverCalled(double value, double pSlower, double pFaster, string unconfirmed)
    {
        PairedJudgement judgement = StageOne.Judge(TestCell.Of(value, value - 1, value + 1, pSlower, pFaster), benchmarks: 3, Rules);

        Assert.Equal(Verdict.Inconclusive, judgement.Verdict);
        Assert.Equal(unconfirmed, judgement.Unconfirmed.ToString());
    }

    [Fact]
    public void Judge_UnstableCell_IsOpen()
    {
        PairedJudgement judgement = StageOne.Judge(TestCell.Of(pairs: 9, kept: 5, excluded: 4), benchmarks: 3, Rules);

        Assert.Equal(InconclusiveReason.Unstable, judgement.Reason);
        Assert.True(judgement.IsOpen);
    }

    [Fact]
    public void Judge_PairsOfStageTwoKnown_DetectsByThem()
    {
        PairedAssessment benchmark = TestCell.Of(pairs: 9);

        Assert.Equal(
            GateSensitivity.ComputeMinimumDetectableEffect(0.01, 9, 3, Rules),
            StageOne.Judge(benchmark, 3, Rules).MinimumDetectableEffect
        );
        Assert.Equal(
            GateSensitivity.ComputeMinimumDetectableEffect(0.01, 18, 3, Rules),
            StageOne.Judge(benchmark, 3, Rules, confirmingPairs: 18).MinimumDetectableEffect
        );
        Assert.Null(StageOne.Judge(benchmark, 40, Rules).MinimumDetectableEffect);
    }
}
