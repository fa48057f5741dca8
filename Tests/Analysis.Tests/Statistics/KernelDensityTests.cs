using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Tests.Statistics;

public sealed class KernelDensityTests
{
    [Fact]
    public void Create_FiveValues_HasSilvermansBandwidthAndIntegratesToOne()
    {
        KernelDensity density = KernelDensity.Create([1, 2, 3, 4, 5])!;

        // The standard deviation is √2.5 = 1.5811; whatever the quartiles' definition, theirs ÷ 1.34 is larger here.
        Assert.Equal(0.9 * Math.Sqrt(2.5) * Math.Pow(5, -0.2), density.Bandwidth, 1e-12);
        double step = (density.End - density.Start) / 1000;
        double integral = Enumerable.Range(0, 1000).Sum(i => density.At(density.Start + ((i + 0.5) * step)) * step);
        Assert.InRange(integral, 0.995, 1);
        Assert.Equal(density.At(2.5), density.At(3.5), 1e-12);
    }

    [Fact]
    public void At_TwoHeaps_HasTwoHumps()
    {
        KernelDensity density = KernelDensity.Create([1.00, 1.01, 1.02, 1.50, 1.51, 1.52])! with { Bandwidth = 0.02 };

        Assert.True(density.At(1.01) > 10 * density.At(1.25));
        Assert.True(density.At(1.51) > 10 * density.At(1.25));
    }

    [Fact]
    public void Create_TooFewOrEqualValues_IsNone()
    {
        Assert.Null(KernelDensity.Create([1, 2]));
        Assert.Null(KernelDensity.Create([2, 2, 2, 2]));
    }
}
