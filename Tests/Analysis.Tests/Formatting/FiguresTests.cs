using ConcurrencyBench.Analysis.Formatting;

namespace ConcurrencyBench.Analysis.Tests.Formatting;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.0000123, "1.23E-05x")]
    [InlineData(0.0042, "0.0042x")]
    [InlineData(0.0456, "0.0456x")]
    [InlineData(0.5, "0.50x")]
    [InlineData(1.934, "1.93x")]
    [InlineData(12.34, "12.3x")]
    [InlineData(7339, "7,339x")]
    public void Speedup_OfAnySize_SaysWhatItIs(double speedup, string expected) =>
        Assert.Equal(expected, Figures.FormatSpeedup(Math.Log(speedup)));

    [Theory]
    [InlineData(0, "0", "0 ns")]
    [InlineData(0.0004, "0.0004", "0.0004 ns")]
    [InlineData(-0.0456, "-0.0456", "-0.0456 ns")]
    [InlineData(0.25, "0.250", "0.250 ns")]
    [InlineData(12.34, "12.34", "12.34 ns")]
    [InlineData(9.9996, "10.00", "10.00 ns")]
    [InlineData(99.998, "100.0", "100.0 ns")]
    [InlineData(999.96, "1,000", "1.000 µs")]
    [InlineData(2_345_678, "2,345,678", "2.346 ms")]
    [InlineData(4e12, "4,000,000,000,000", "4,000 s")]
    public void NumberAndTime_OfAnySize_AreOnly0WhereTheyAre0(double value, string number, string time)
    {
        Assert.Equal(number, Figures.FormatNumber(value));
        Assert.Equal(time, Figures.FormatTime(value));
    }

    [Theory]
    [InlineData(0.0004, "0.0004")]
    [InlineData(0.1234, "0.123")]
    [InlineData(1.0346, "1.035")]
    public void Ratio_OfAnySize_SaysWhatItIs(double ratio, string expected) => Assert.Equal(expected, Figures.FormatRatio(Math.Log(ratio)));
}
