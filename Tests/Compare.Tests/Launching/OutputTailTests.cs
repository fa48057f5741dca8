using System.Globalization;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Tests.Launching;

public sealed class OutputTailTests
{
    [Fact]
    public void Under_ManyLines_TheLastTwenty()
    {
        OutputTail tail = Of([.. Enumerable.Range(1, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}"))]);
        string[] lines = tail.Under("headline").Split('\n');
        Assert.Equal("headline", lines[0]);
        Assert.Equal(21, lines.Length);
        Assert.Equal(("line 81", "line 100"), (lines[1], lines[^1]));
    }

    [Fact]
    public void Under_BlankLines_LeftOut() => Assert.Equal("headline\none\ntwo", Of("one", "", "  ", "two").Under("headline"));

    [Fact]
    public void Error_Wrapped_TheInnermost() =>
        Assert.Equal(
            "N.InnerException: c",
            Of(
                "before",
                "System.OuterException: a",
                " ---> System.MiddleException (5): b",
                "   ---> N.InnerException: c",
                "   at X",
                " ---> N.LaterException: d"
            ).Error
        );

    [Fact]
    public void Error_Several_TheFirst() =>
        Assert.Equal("A.OneException: a", Of("A.OneException: a", "   at X", "A.TwoException: b").Error);

    [Fact]
    public void Error_None_Null() => Assert.Null(Of("all is well", "// Exception: no").Error);

    private static OutputTail Of(params string[] lines)
    {
        OutputTail tail = new();
        Array.ForEach(lines, tail.Add);
        return tail;
    }
}
