using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

public class StageTwoTests
{
    private static readonly JudgingRules Rules = JudgingRules.Default;

    // Every row of the table, at its edges. One benchmark, so p is its own adjusted p.
    [Theory]
    [InlineData(0, -1.9, 1.9, 0.5, 0.5, nameof(Verdict.Same), nameof(UnconfirmedChange.None), true)]
    [InlineData(1.8, 1.5, 1.9, 0.001, 1, nameof(Verdict.Same), nameof(UnconfirmedChange.None), true)]
    [InlineData(2, 1.5, 2.5, 0.01, 1, nameof(Verdict.Slower), nameof(UnconfirmedChange.None), true)]
    [InlineData(10, 8, 12, 0.0001, 1, nameof(Verdict.Slower), nameof(UnconfirmedChange.None), false)]
    [InlineData(-2, -2.5, -1.5, 1, 0.01, nameof(Verdict.Faster), nameof(UnconfirmedChange.None), true)]
    [InlineData(-10, -12, -8, 1, 0.0001, nameof(Verdict.Faster), nameof(UnconfirmedChange.None), true)]
    [InlineData(1.9, 1.5, 2.5, 0.0001, 1, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.None), true)]
    [InlineData(-1.9, -2.5, -1.5, 1, 0.0001, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.None), true)]
    [InlineData(3, 0.5, 6, 0.011, 1, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.Slower), false)]
    [InlineData(3, 0.5, 4.9, 0.025, 1, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.Slower), true)]
    [InlineData(3, -0.1, 4.9, 0.026, 1, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.None), true)]
    [InlineData(-3, -6, -0.5, 1, 0.025, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.Faster), true)]
    [InlineData(1.9, 0.5, 5.1, 0.02, 1, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.None), false)]
    [InlineData(0, -4, 4, 0.5, 0.5, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.None), true)]
    [InlineData(0, -5, 5, 0.5, 0.5, nameof(Verdict.Inconclusive), nameof(UnconfirmedChange.None), false)]
    public void Judge_EveryRowOfTheTable(
        double value,
        double lower,
        double upper,
        double pSlower,
        double pFaster,
        string verdict,
        string unconfirmed,
        bool isWithinTolerance
    )
    {
        PairedJudgement judgement = Assert.Single(StageTwo.Judge([TestCell.Of(value, lower, upper, pSlower, pFaster)], Rules));

        Assert.Equal(verdict, judgement.Verdict.ToString());
        Assert.Equal(unconfirmed, judgement.Unconfirmed.ToString());
        Assert.Equal(isWithinTolerance, judgement.IsWithinTolerance);
        Assert.Equal(!isWithinTolerance, judgement.IsOpen);
        Assert.Equal(InconclusiveReason.None, judgement.Reason);
        Assert.Equal(2, judgement.Stage);
        Assert.Equal(pSlower, judgement.AdjustedPSlower);
        Assert.Equal(pFaster, judgement.AdjustedPFaster);
        Assert.Equal(GateSensitivity.ComputeMinimumDetectableEffect(0.01, 18, 1, Rules), judgement.MinimumDetectableEffect);
    }

    [Theory]
    [InlineData(8, 8, 0, nameof(InconclusiveReason.TooFewLaunches))]
    [InlineData(18, 8, 7, nameof(InconclusiveReason.Unstable))]
    [InlineData(18, 10, 8, nameof(InconclusiveReason.Unstable))]
    [InlineData(9, 9, 0, nameof(InconclusiveReason.None))]
    [InlineData(18, 9, 7, nameof(InconclusiveReason.None))]
    public void Judge_TooFewOrUnstable_IsInconclusiveWhateverTheFiguresSay(int pairs, int kept, int excluded, string reason)
    {
        PairedJudgement judgement = Assert.Single(StageTwo.Judge([TestCell.Of(10, 9, 11, 0.0001, 1, pairs, kept, excluded)], Rules));

        Assert.Equal(reason, judgement.Reason.ToString());
        Assert.Equal(judgement.Reason == InconclusiveReason.None ? Verdict.Slower : Verdict.Inconclusive, judgement.Verdict);
        Assert.Equal(UnconfirmedChange.None, judgement.Unconfirmed);
        Assert.True(judgement.IsOpen);
        Assert.Equal(judgement.Reason == InconclusiveReason.None, judgement.AdjustedPSlower is not null);
        Assert.Equal(judgement.Reason == InconclusiveReason.None, judgement.MinimumDetectableEffect is not null);
    }

    // 0.003 and 0.005 with S = 2: 2·0.003 = 0.006 and 1·0.005, raised to 0.006. With S = 3 and a p of 0.5 beside them:
    // 0.009, and 0.01. With S = 4: 0.012, and the steps stop at the first.
    [Theory]
    [InlineData(0, nameof(Verdict.Slower), nameof(Verdict.Slower))]
    [InlineData(1, nameof(Verdict.Slower), nameof(Verdict.Slower))]
    [InlineData(2, nameof(Verdict.Inconclusive), nameof(Verdict.Inconclusive))]
    public void Judge_ManyCells_SharesTheLevelByHolm(int others, string first, string second)
    {
        ImmutableArray<PairedJudgement> judgements = StageTwo.Judge(
            [Slower(0.003), Slower(0.005), .. Enumerable.Repeat(TestCell.Of(lower: -3, upper: 3), others)],
            Rules
        );

        Assert.Equal(first, judgements[0].Verdict.ToString());
        Assert.Equal(second, judgements[1].Verdict.ToString());
        Assert.All(
            judgements[..2],
            judgement =>
                Assert.Equal(
                    judgement.Verdict == Verdict.Inconclusive ? UnconfirmedChange.Slower : UnconfirmedChange.None,
                    judgement.Unconfirmed
                )
        );
    }

    [Fact]
    public void Judge_UnstableCells_TakeNoPartInTheSteps()
    {
        ImmutableArray<PairedJudgement> judgements = StageTwo.Judge(
            [TestCell.Of(pairs: 18, kept: 8), Slower(0.01), TestCell.Of(pairs: 18, kept: 10, excluded: 8)],
            Rules
        );

        Assert.Equal([Verdict.Inconclusive, Verdict.Slower, Verdict.Inconclusive], judgements.Select(judgement => judgement.Verdict));
        Assert.Equal(0.01, judgements[1].AdjustedPSlower);
    }

    [Fact]
    public void Judge_SlowerAndFasterCells_AreAdjustedEachForThemselves()
    {
        ImmutableArray<PairedJudgement> judgements = StageTwo.Judge([Slower(0.005), TestCell.Of(-10, -11, -9, 1, 0.004)], Rules);

        Assert.Equal(0.01, judgements[0].AdjustedPSlower!.Value, 12);
        Assert.Equal(0.008, judgements[1].AdjustedPFaster!.Value, 12);
        Assert.Equal([Verdict.Slower, Verdict.Faster], judgements.Select(judgement => judgement.Verdict));
    }

    [Fact]
    public void Judge_NoCells_IsNothing() => Assert.Empty(StageTwo.Judge([], Rules));

    [Property(MaxTest = 300)]
    public bool Judge_SidesSwapped_IsTheOpposite(ushort[] seeds, short shift, short other)
    {
        PairedLogs[] benchmarks = [PairedSamples.Shifted(seeds, shift), PairedSamples.Shifted(seeds, other)];
        ImmutableArray<PairedJudgement> forward = Judge(benchmarks);
        ImmutableArray<PairedJudgement> backward = Judge([.. benchmarks.Select(PairedSamples.Swap)]);

        return forward
            .Zip(backward)
            .All(pair =>
                pair.Second.Verdict == Opposite(pair.First.Verdict)
                && pair.Second.Unconfirmed == Opposite(pair.First.Unconfirmed)
                && pair.Second.AdjustedPSlower == pair.First.AdjustedPFaster
                && pair.Second.AdjustedPFaster == pair.First.AdjustedPSlower
            );
    }

    [Property(MaxTest = 300)]
    public bool Judge_BothSidesScaledOrPairsReordered_IsTheSame(ushort[] seeds, short shift, short scale, int order)
    {
        PairedLogs logs = PairedSamples.Shifted(seeds, shift);
        PairedJudgement once = Judge([logs])[0];

        return new[] { PairedSamples.Scale(logs, scale), PairedSamples.Reorder(logs, order) }
            .Select(changed => Judge([changed])[0])
            .All(judgement =>
                (judgement.Verdict, judgement.Unconfirmed, judgement.AdjustedPSlower, judgement.AdjustedPFaster, judgement.IsOpen)
                == (once.Verdict, once.Unconfirmed, once.AdjustedPSlower, once.AdjustedPFaster, once.IsOpen)
            );
    }

    [Property(MaxTest = 300)]
    public bool Judge_SidesIdentical_IsNeverAChange(ushort[] seeds)
    {
        PairedLogs logs = PairedSamples.Of(seeds, seeds);
        PairedJudgement second = Judge([logs])[0];
        PairedJudgement first = StageOne.Judge(PairedAssessment.FromLogs(logs), benchmarks: 1, Rules);

        return new[] { first, second }.All(judgement =>
            judgement.Verdict is Verdict.Same or Verdict.Inconclusive && judgement.Unconfirmed == UnconfirmedChange.None
        );
    }

    [Property(MaxTest = 300)]
    public bool Judge_UnrelatedSides_VerdictAndFiguresAgree(ushort[] baseline, ushort[] candidate)
    {
        PairedJudgement judgement = Judge([PairedSamples.Of(baseline, candidate)])[0];
        return judgement.Assessment.Estimate is not { } estimate
            ? judgement.IsOpen
            : judgement.Verdict switch
            {
                Verdict.Slower => estimate.Lower > 0 && estimate.Value >= Rules.LogMargin,
                Verdict.Faster => estimate.Upper < 0 && estimate.Value <= -Rules.LogMargin,
                Verdict.Same => Math.Max(-estimate.Lower, estimate.Upper) < Rules.LogMargin,
                _ => judgement.IsOpen == (judgement.Reason != InconclusiveReason.None || estimate.Upper >= Rules.LogTolerance),
            };
    }

    private static PairedAssessment Slower(double pSlower) => TestCell.Of(10, 9, 11, pSlower, 1);

    private static ImmutableArray<PairedJudgement> Judge(PairedLogs[] benchmarks) =>
        StageTwo.Judge([.. benchmarks.Select(PairedAssessment.FromLogs)], Rules);

    private static Verdict Opposite(Verdict verdict) =>
        verdict switch
        {
            Verdict.Slower => Verdict.Faster,
            Verdict.Faster => Verdict.Slower,
            _ => verdict,
        };

    private static UnconfirmedChange Opposite(UnconfirmedChange unconfirmed) =>
        unconfirmed switch
        {
            UnconfirmedChange.Slower => UnconfirmedChange.Faster,
            UnconfirmedChange.Faster => UnconfirmedChange.Slower,
            _ => unconfirmed,
        };
}
