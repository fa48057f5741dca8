using System.Numerics;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Tests.Statistics;

public class SignedRankTests
{
    [Fact]
    public void UpperTail_UpToTwelvePairs_IsTheCountOfSignPatterns()
    {
        for (int pairs = 0; pairs <= 12; pairs++)
        {
            int[] sums = [.. Enumerable.Range(0, 1 << pairs).Select(SumOf)];

            Assert.All(
                Enumerable.Range(-1, (pairs * (pairs + 1) / 2) + 3),
                sum => Assert.Equal(sums.Count(other => other >= sum) / (double)sums.Length, SignedRank.UpperTail(pairs, sum))
            );
        }
    }

    // Wilcoxon, Katti and Wilcox (1970), table II: the largest T of the smaller sum that is significant, one-sided.
    [Theory]
    [InlineData(0.05, 5, 0)]
    [InlineData(0.05, 10, 10)]
    [InlineData(0.05, 25, 100)]
    [InlineData(0.025, 6, 0)]
    [InlineData(0.025, 9, 5)]
    [InlineData(0.025, 12, 13)]
    [InlineData(0.025, 18, 40)]
    [InlineData(0.025, 25, 89)]
    [InlineData(0.005, 8, 0)]
    [InlineData(0.005, 12, 7)]
    [InlineData(0.005, 20, 37)]
    [InlineData(0.005, 25, 68)]
    public void CriticalSum_PublishedTable_IsItsMirror(double level, int pairs, int smallest) =>
        Assert.Equal((pairs * (pairs + 1) / 2) - smallest, SignedRank.CriticalSum(pairs, level));

    // 2⁻⁵ is above 0.025, 2⁻⁶ = 0.0156 is not.
    [Fact]
    public void CriticalSum_TooFewPairs_IsNone()
    {
        Assert.Null(SignedRank.CriticalSum(0, 0.025));
        Assert.Null(SignedRank.CriticalSum(5, 0.025));
        Assert.Equal(21, SignedRank.CriticalSum(6, 0.025));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(28)]
    [InlineData(400)]
    public void UpperTail_ManyPairs_FallsFromOneToTheOneLastPatternAndIsSymmetric(int pairs)
    {
        int largest = pairs * (pairs + 1) / 2;
        double[] tails = [.. Enumerable.Range(0, largest + 1).Select(sum => SignedRank.UpperTail(pairs, sum))];

        Assert.Equal(1, tails[0]);
        Assert.Equal(Math.ScaleB(1, -pairs), tails[^1]);
        Assert.Equal(0, SignedRank.UpperTail(pairs, largest + 1));
        Assert.All(
            Enumerable.Range(1, largest),
            sum =>
            {
                Assert.True(tails[sum] <= tails[sum - 1]);

                // P(T ≥ t) + P(T ≥ N + 1 − t) = 1.
                Assert.Equal(1, tails[sum] + tails[largest + 1 - sum], 12);
            }
        );
    }

    [Fact]
    public void UpperTail_Strata_IsTheCountOfSignPatternsOfAll()
    {
        int[] sums =
        [
            .. from a in Enumerable.Range(0, 1 << 4)
            from b in Enumerable.Range(0, 1 << 2)
            from c in Enumerable.Range(0, 1 << 5)
            select SumOf(a) + SumOf(b) + SumOf(c),
        ];
        int[] strata = [4, 2, 5];

        Assert.All(
            Enumerable.Range(0, 30),
            sum => Assert.Equal(sums.Count(other => other >= sum) / (double)sums.Length, SignedRank.UpperTail(strata, sum))
        );
    }

    [Fact]
    public void UpperTail_NegativePairs_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => SignedRank.UpperTail(-1, 0));

    // Bit r of a pattern says that rank r + 1 is positive.
    private static int SumOf(int pattern)
    {
        int sum = 0;
        for (int rest = pattern; rest != 0; rest &= rest - 1)
        {
            sum += BitOperations.TrailingZeroCount(rest) + 1;
        }

        return sum;
    }
}
