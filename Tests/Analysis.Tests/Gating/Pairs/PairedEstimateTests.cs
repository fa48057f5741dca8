using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Statistics;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

public class PairedEstimateTests
{
    // d = −1, 2, 3, 4, 5, 6 %. Sums of two: −2, 1, 2, 3, 4, 4, 5, 5, 6, 6, [7], 7, 8, 8, 8, 9, 9, 10, 10, 11, 12 %; the
    // 11th of 21 halved is 3.5 %. Only −1 is negative, rank 1: T = 20, P(T ≥ 20) = 2/64; 1 average below 0: 63/64.
    // P(T ≥ 21) = 1/64 is the only tail ≤ 0.025, so the interval is the first and the last average.
    // |d − 3.5| = 4.5, 1.5, 0.5, 0.5, 1.5, 2.5 %: median 1.5 %. SE = 1.02·1.4826·1.5 % ÷ √6 = 0.926 %.
    [Fact]
    public void Of_SixDifferences_HandComputed()
    {
        PairedEstimate estimate = PairedEstimate.FromDifferences([0.05, -0.01, 0.03, 0.06, 0.02, 0.04]);

        Assert.Equal(0.035, estimate.Value, 12);
        Assert.Equal(-0.01, estimate.Lower, 12);
        Assert.Equal(0.06, estimate.Upper, 12);
        Assert.Equal(2.0 / 64, estimate.PSlower);
        Assert.Equal(63.0 / 64, estimate.PFaster);
        Assert.Equal(6, estimate.Pairs);
        Assert.Equal(1.4826 * 0.015, estimate.Spread, 12);
        Assert.Equal(0.00926061, estimate.StandardError, 8);
    }

    // d = 1 … 9 %: c = 40 of 45, so L is the 6th average and U the 40th. Sums ascend 2, 3, 4, 4, 5, 5: L = 2.5 %, and by
    // symmetry around 5 %, U = 7.5 %. All are positive: p = 2⁻⁹ and 1.
    [Fact]
    public void Of_NineDifferences_HandComputed()
    {
        PairedEstimate estimate = PairedEstimate.FromDifferences([.. Enumerable.Range(1, 9).Select(percent => percent / 100.0)]);

        Assert.Equal(0.05, estimate.Value, 12);
        Assert.Equal(0.025, estimate.Lower, 12);
        Assert.Equal(0.075, estimate.Upper, 12);
        Assert.Equal(1.0 / 512, estimate.PSlower);
        Assert.Equal(1, estimate.PFaster);
    }

    [Fact]
    public void Of_FivePairs_HasNoInterval()
    {
        PairedEstimate estimate = PairedEstimate.FromDifferences([0.01, 0.02, 0.03, 0.04, 0.05]);

        Assert.Equal(0.03, estimate.Value, 12);
        Assert.Equal(double.NegativeInfinity, estimate.Lower);
        Assert.Equal(double.PositiveInfinity, estimate.Upper);
        Assert.Equal(1.0 / 32, estimate.PSlower);
    }

    [Fact]
    public void Of_OnePair_IsItself() =>
        Assert.Equal(
            new PairedEstimate(0.5, double.NegativeInfinity, double.PositiveInfinity, 0.5, 1, 1, 0),
            PairedEstimate.FromDifferences([0.5])
        );

    [Fact]
    public void Of_NoPairs_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => PairedEstimate.FromDifferences([]));

    [Fact]
    public void Of_NothingButZeros_IsNoEvidenceEitherWay() =>
        Assert.Equal(new PairedEstimate(0, 0, 0, 1, 1, 9, 0), PairedEstimate.FromDifferences(new double[9]));

    [Property(MaxTest = 500)]
    public bool Of_AnyPairs_EstimateLiesInTheIntervalAndPAreProbabilities(ushort[] seeds, short shift)
    {
        PairedEstimate estimate = Estimate(PairedSamples.Shifted(seeds, shift));

        return estimate.Lower <= estimate.Value
            && estimate.Value <= estimate.Upper
            && estimate.PSlower is > 0 and <= 1
            && estimate.PFaster is > 0 and <= 1
            && estimate.Spread >= 0;
    }

    // Also with ties, which these samples are full of: both count the same Walsh averages.
    [Property(MaxTest = 500)]
    public bool Of_AnyPairs_IntervalAndPCannotDisagree(ushort[] seeds, short shift)
    {
        PairedEstimate estimate = Estimate(PairedSamples.Shifted(seeds, (short)(shift / 4)));

        return (estimate.PSlower <= 0.025) == (estimate.Lower > 0) && (estimate.PFaster <= 0.025) == (estimate.Upper < 0);
    }

    [Property(MaxTest = 500)]
    public bool Of_SidesSwapped_IsTheMirror(ushort[] seeds, short shift)
    {
        PairedLogs logs = PairedSamples.Shifted(seeds, shift);
        PairedEstimate forward = Estimate(logs);
        PairedEstimate backward = Estimate(PairedSamples.Swap(logs));

        return backward
            == forward with
            {
                Value = -forward.Value,
                Lower = -forward.Upper,
                Upper = -forward.Lower,
                PSlower = forward.PFaster,
                PFaster = forward.PSlower,
            };
    }

    [Property(MaxTest = 500)]
    public bool Of_PairsReorderedOrBothSidesScaled_IsTheSame(ushort[] seeds, short shift, int order, short scale)
    {
        PairedLogs logs = PairedSamples.Shifted(seeds, shift);

        return Estimate(PairedSamples.Reorder(logs, order)) == Estimate(logs)
            && Estimate(PairedSamples.Scale(logs, scale)) == Estimate(logs);
    }

    // Without ties, Walsh averages above 0 are Wilcoxon's sum of the ranks of what is above 0.
    [Property(MaxTest = 300)]
    public bool Of_DifferencesWithoutTies_PIsWilcoxons(short[] seeds)
    {
        short[] differences = [.. seeds.Where(seed => seed != 0).DistinctBy(seed => Math.Abs((int)seed)).Take(40)];
        if (differences is [])
        {
            return true;
        }

        int sum = differences.OrderBy(difference => Math.Abs((int)difference)).Select((difference, i) => difference > 0 ? i + 1 : 0).Sum();
        PairedEstimate estimate = PairedEstimate.FromDifferences([.. differences.Select(difference => (double)difference)]);

        return estimate.PSlower == SignedRank.UpperTail(differences.Length, sum)
            && Math.Abs(estimate.PFaster - (1 - SignedRank.UpperTail(differences.Length, sum + 1))) < 1e-12;
    }

    private static PairedEstimate Estimate(PairedLogs logs) => PairedEstimate.FromDifferences(PairedSamples.Differences(logs));
}
