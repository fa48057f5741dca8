using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Tests.Loading.Tables;

public class NumberFormatTests
{
    [Theory]
    [InlineData("12.34 ns", 12.34, 0.01, "ns")]
    [InlineData("1,234.5 μs", 1234.5, 0.1, "μs")]
    [InlineData("1.234,5 µs", 1234.5, 0.1, "µs")]
    [InlineData("1 234,5 us", 1234.5, 0.1, "us")]
    [InlineData("1\u00A0234,5 us", 1234.5, 0.1, "us")]
    [InlineData("1\u202F234,56 us", 1234.56, 0.01, "us")]
    [InlineData("1'234.5 ms", 1234.5, 0.1, "ms")]
    [InlineData("1,234,567 ns", 1234567, 1, "ns")]
    [InlineData("0,123 ns", 0.123, 0.001, "ns")]
    [InlineData("5", 5, 1, "")]
    [InlineData("-3.5 ns", -3.5, 0.1, "ns")]
    [InlineData("2.5ms", 2.5, 0.1, "ms")]
    public void Parse_NumberThatTellsItsCulture_IsReadByItself(string cell, double value, double step, string unit)
    {
        CellNumber number = NumberFormat.Find([cell]).Parse(cell)!.Value;

        Assert.Equal(value, number.Value, 9);
        Assert.Equal(step, number.Step, 9);
        Assert.Equal(unit, number.Unit);
    }

    // One separator and three digits behind it: decimals or thousands.
    [Theory]
    [InlineData("1,234 ns", "0.5 ns", 1234)]
    [InlineData("1,234 ns", "0,5 ns", 1.234)]
    [InlineData("1.234 ns", "0.5 ns", 1.234)]
    [InlineData("1.234 ns", "0,5 ns", 1234)]
    [InlineData("1.234 ns", "1.234.567,8 ns", 1234)]
    public void Parse_NumberThatMayMeanTwoThings_IsReadAsTheOthersAre(string cell, string other, double expected) =>
        Assert.Equal(expected, NumberFormat.Find([cell, other]).Parse(cell)!.Value.Value, 9);

    [Theory]
    [InlineData("1,234 ns", "12 ns")]
    [InlineData("1.234 ns", "")]
    [InlineData("1,234 ns", "1.5 ns, 1,5 ns")]
    public void Parse_NothingSaysWhatTheNumberMeans_IsNoNumber(string cell, string others)
    {
        NumberFormat format = NumberFormat.Find([cell, .. others.Split(", ")]);

        Assert.True(format.IsAmbiguous(cell));
        Assert.Null(format.Parse(cell));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("fast")]
    [InlineData("?")]
    public void Parse_NoNumber_IsNull(string cell) => Assert.Null(NumberFormat.Find(["0.5"]).Parse(cell));
}
