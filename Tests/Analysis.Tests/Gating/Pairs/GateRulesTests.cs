using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

public class GateRulesTests
{
    // 2⁻⁹ = 0.00195 ≤ 0.01/3 and ≤ 0.01/5, > 0.01/6; 2⁻¹² = 0.000244 ≤ 0.01/40; 2⁻¹⁴ = 0.000061 ≤ 0.01/100.
    [Theory]
    [InlineData(1, 9)]
    [InlineData(3, 9)]
    [InlineData(5, 9)]
    [InlineData(6, 10)]
    [InlineData(40, 12)]
    [InlineData(41, 13)]
    [InlineData(100, 14)]
    public void FewestPairs_ManyCells_CanStillCallOne(int benchmarks, int expected)
    {
        Assert.Equal(expected, GateRules.FindFewestPairs(benchmarks));
        Assert.True(SignedRank.UpperTail(expected, expected * (expected + 1) / 2) <= 0.01 / benchmarks);
    }

    [Fact]
    public void FewestPairs_NoCells_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => GateRules.FindFewestPairs(0));

    // As few pairs as have an interval at all.
    [Fact]
    public void FewestStageOnePairs_HaveAnInterval()
    {
        Assert.NotNull(SignedRank.CriticalSum(GateRules.FewestStageOnePairs, Estimate.OneSidedLevel));
        Assert.Null(SignedRank.CriticalSum(GateRules.FewestStageOnePairs - 1, Estimate.OneSidedLevel));
    }

    // σ = 4 %, n = 16: SE = 1.02·0.04/4 = 0.0102, ν = 15. m = 2: α* = 0.005, t₀.₉₉₅,₁₅ = 2.946713, t₀.₉₇₅,₁₅ = 2.131450.
    // max(0.019803, 0.030056) + 0.021741 = 0.051797, exp − 1 = 5.316 %.
    [Fact]
    public void DetectableEffect_HandComputed_IsTheFormula() =>
        Assert.Equal(
            Math.Exp(0.0102 * (2.946713 + 2.131450)) - 1,
            GateSensitivity.ComputeMinimumDetectableEffect(0.04, 16, 2, JudgingRules.Default),
            6
        );

    // σ = 1 %, n = 16: t·SE = 0.0075 is below δ = ln 1.02, so δ counts: 0.019803 + 2.131450·0.00255.
    [Fact]
    public void DetectableEffect_QuietCell_StillHasToReachTheMargin()
    {
        Assert.Equal(
            Math.Exp(Math.Log(1.02) + (2.131450 * 0.00255)) - 1,
            GateSensitivity.ComputeMinimumDetectableEffect(0.01, 16, 2, JudgingRules.Default),
            6
        );
        Assert.Equal(0.02, GateSensitivity.ComputeMinimumDetectableEffect(0, 16, 2, JudgingRules.Default));
    }

    [Fact]
    public void DetectableEffect_MorePairs_NeverGrows()
    {
        double[] effects =
        [
            .. Enumerable
                .Range(1, 60)
                .Select(pairs => GateSensitivity.ComputeMinimumDetectableEffect(0.05, pairs, 3, JudgingRules.Default)),
        ];

        Assert.All(effects.Zip(effects.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
        Assert.Equal(double.PositiveInfinity, effects[7]);
        Assert.True(double.IsFinite(effects[8]));
    }
}
