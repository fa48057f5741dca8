using ConcurrencyBench.Analysis.Statistics;
using FsCheck.Xunit;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Tests.Statistics;

public class ExactShareTests
{
    // 1 − 0.05^(1/300) = 0.0099361.
    [Fact]
    public void UpperBound_NoneOfThreeHundred_IsJustUnderOnePercent() =>
        Assert.Equal(1 - Math.Pow(0.05, 1.0 / 300), ExactShare.UpperBound(0, 300), 9);

    // 5 of 20, two-sided 95 % and so 97.5 % a side: 0.0866 to 0.4910.
    [Fact]
    public void Bounds_FiveOfTwenty_AreThePublishedOnes()
    {
        Assert.Equal(0.0866, ExactShare.LowerBound(5, 20, 0.975), 4);
        Assert.Equal(0.4910, ExactShare.UpperBound(5, 20, 0.975), 4);
    }

    [Fact]
    public void Bounds_AllNoneOrNoTrials_AreTheEnds()
    {
        Assert.Equal(0, ExactShare.LowerBound(0, 10));
        Assert.Equal(1, ExactShare.UpperBound(10, 10));
        Assert.Equal(0, ExactShare.LowerBound(0, 0));
        Assert.Equal(1, ExactShare.UpperBound(0, 0));
        Assert.Equal(Math.Pow(0.05, 0.1), ExactShare.LowerBound(10, 10), 9);
    }

    // The definition: at the bound, so few (so many) successes have exactly 5 %.
    [Property(MaxTest = 200)]
    public bool Bounds_AnyCount_AreWhereTheCountBecomesImprobable(byte successes, byte more)
    {
        int trials = successes + more + 1;
        double upper = ExactShare.UpperBound(successes, trials);
        double lower = ExactShare.LowerBound(successes, trials);

        return Math.Abs(Binomial.CDF(upper, trials, successes) - 0.05) < 1e-6
            && (successes == 0 || Math.Abs(1 - Binomial.CDF(lower, trials, successes - 1) - 0.05) < 1e-6)
            && lower <= (double)successes / trials
            && upper >= (double)successes / trials
            && Math.Abs(upper - (1 - ExactShare.LowerBound(trials - successes, trials))) < 1e-9;
    }

    // 10 coins: P(X ≤ 1) = 11/1024 = 1.07 %, P(X ≤ 2) = 56/1024 = 5.5 %. So 2 … 8 at 95 %.
    [Fact]
    public void BinomialBand_TenCoins_IsTwoToEight() => Assert.Equal((2, 8), ExactShare.BinomialBand(10, 0.5));

    [Theory]
    [InlineData(10, 0, 0, 0)]
    [InlineData(10, 1, 10, 10)]
    [InlineData(0, 0.5, 0, 0)]
    public void BinomialBand_NothingLeftToChance_IsOneCount(int trials, double share, int lower, int upper) =>
        Assert.Equal((lower, upper), ExactShare.BinomialBand(trials, share));

    [Property(MaxTest = 200)]
    public bool BinomialBand_AnyShare_LeavesAtMostHalfOfTheRestOnEachSide(byte trials, byte share)
    {
        double probability = (share + 0.5) / 256;
        (int lower, int upper) = ExactShare.BinomialBand(trials + 1, probability);
        double[] counts = [.. Enumerable.Range(0, trials + 2).Select(count => Binomial.PMF(probability, trials + 1, count))];

        return lower <= upper
            && counts[..lower].Sum() <= 0.025 + 1e-9
            && counts[..(lower + 1)].Sum() > 0.025 - 1e-9
            && counts[(upper + 1)..].Sum() <= 0.025 + 1e-9
            && counts[upper..].Sum() > 0.025 - 1e-9;
    }

    [Fact]
    public void Bounds_CountsOrConfidenceThatMakeNoSense_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactShare.UpperBound(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactShare.UpperBound(11, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactShare.LowerBound(1, 10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactShare.BinomialBand(10, 1.1));
    }
}
