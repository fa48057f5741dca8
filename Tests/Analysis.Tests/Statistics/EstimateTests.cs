using ConcurrencyBench.Analysis.Statistics;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Statistics;

public class EstimateTests
{
    // x = 1..5: mean 3, s² = 2.5, s²/n = 0.5. y = 2x: mean 6, s² = 10, s²/n = 2.
    // Difference 3, SE² = 2.5, ν = 2.5² ÷ (0.5²/4 + 2²/4) = 5.88235, t = 1.89737, p = 0.10753, t₀.₉₇₅ = 2.45882.
    [Fact]
    public void Minus_TwoMeans_IsWelchsTest()
    {
        Estimate difference = Estimate.FromValues([2, 4, 6, 8, 10]).Minus(Estimate.FromValues([1, 2, 3, 4, 5]));

        Assert.Equal(3, difference.Value, 12);
        Assert.Equal(2.5, difference.Variance, 12);
        Assert.Equal(5.88235294, difference.DegreesOfFreedom, 8);
        Assert.Equal(0.10753119, difference.PValue, 7);
        Assert.Equal(-0.88774164, difference.Lower, 5);
        Assert.Equal(6.88774164, difference.Upper, 5);
    }

    // (a + b + c) ÷ 3 with variances 0.5, 2, 0.5: (0.5 + 2 + 0.5) ÷ 9.
    [Fact]
    public void Combine_MeanOfThree_AddsVariancesWithSquaredCoefficients()
    {
        Estimate a = Estimate.FromValues([1, 2, 3, 4, 5]);
        Estimate b = Estimate.FromValues([2, 4, 6, 8, 10]);

        Estimate mean = Estimate.Combine([(1.0 / 3, a), (1.0 / 3, b), (1.0 / 3, a)]);

        Assert.Equal(4, mean.Value, 12);
        Assert.Equal(3.0 / 9, mean.Variance, 12);
    }

    [Fact]
    public void PValue_WithoutSpread_IsCertain()
    {
        Estimate one = Estimate.FromValues([1, 1, 1]);

        Assert.Equal(1, one.Minus(one).PValue);
        Assert.Equal(0, one.Minus(Estimate.FromValues([2, 2, 2])).PValue);
    }

    [Property]
    public bool PValue_AndInterval_CannotDisagree(byte shift, byte a, byte b, byte c, byte d)
    {
        Estimate difference = Estimate
            .FromValues([a, b, a + 1.0])
            .Minus(Estimate.FromValues([shift + (double)c, shift + (double)d, shift + c + 2.0]));

        return difference.PValue is >= 0 and <= 1 && (difference.PValue < 0.05) == (difference.Lower > 0 || difference.Upper < 0);
    }
}
