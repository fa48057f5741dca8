using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Tests.Matching;

public class CultureNumberTests
{
    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("1,5", "1.5")]
    [InlineData("0,001", "0.001")]
    [InlineData("1 000", "1000")]
    [InlineData("1\u00A0000", "1000")]
    [InlineData("1\u202F000,25", "1000.25")]
    [InlineData("1\u2019000.25", "1000.25")]
    [InlineData("1.000,25", "1000.25")]
    [InlineData("1,000,000", "1000000")]
    [InlineData("\u22121,5", "-1.5")]
    [InlineData("1,5E-05", "1.5E-05")]
    [InlineData("1,000", "1.000", "1000")]
    [InlineData("1.000", "1.000", "1000")]
    [InlineData("1.50", "1.50")]
    [InlineData("007", "007")]
    [InlineData("\"1,5\"", "\"1,5\"")]
    [InlineData("1, 5", "1, 5")]
    [InlineData("1.5.2", "1.5.2")]
    [InlineData("12 34", "12 34")]
    [InlineData("1,5x", "1,5x")]
    [InlineData("", "")]
    public void Interpret_Text_IsEveryNumberThatItMayBe(string text, params string[] expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), CultureNumber.Interpret(text).Order(StringComparer.Ordinal));
}
