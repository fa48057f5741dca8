using System.Xml.Linq;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Reporting.Tests.Pages;

public sealed class BreakableTextTests
{
    [Theory]
    [InlineData("Run", "Run")]
    [InlineData("InvoiceBenchmarks.Render_Fast(N: 10, Text: \"a b\")", "Invoice|Benchmarks.|Render_|Fast(|N: 10, Text: \"a b\")")]
    [InlineData("build-server/20261112T043000Z-a99b44c", "build-|server/|20261112|T043000|Z-|a99b44c")]
    public void SplitName_OfAnyLength_BreaksBetweenItsWords(string name, string expected)
    {
        object[] parts = BreakableText.SplitName(name);

        Assert.Equal(expected, string.Concat(parts.Select(part => part is XElement ? "|" : part)));
        Assert.Equal(name, string.Concat(parts.OfType<string>()));
    }

    [Theory]
    [InlineData("Time", "Time")]
    [InlineData("Speed-up", "[Speed-up]")]
    [InlineData("Last change", "Last change")]
    [InlineData("Last ÷ first", "[Last ÷] [first]")]
    [InlineData("Fastest over its baseline", "[Fastest over] [its baseline]")]
    public void SplitHead_OfManyWords_HasTwoLinesOfAboutOneLength(string head, string expected) =>
        Assert.Equal(
            expected,
            string.Concat(BreakableText.SplitHead(head).Select(part => part is XElement line ? $"[{line.Value}]" : part))
        );
}
