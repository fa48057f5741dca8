using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Tests.Launching;

public sealed class OutputTailTests
{
    [Fact]
    public void Under_ManyLines_TheLastTwenty()
    {
        OutputTail tail = ReadLines([.. Enumerable.Range(1, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}"))]);
        string[] lines = tail.FormatBelow("headline").Split('\n');
        Assert.Equal("headline", lines[0]);
        Assert.Equal(21, lines.Length);
        Assert.Equal(("line 81", "line 100"), (lines[1], lines[^1]));
    }

    [Fact]
    public void Under_BlankLines_LeftOut() => Assert.Equal("headline\none\ntwo", ReadLines("one", "", "  ", "two").FormatBelow("headline"));

    [Fact]
    public void Error_Wrapped_TheInnermost() =>
        Assert.Equal(
            "N.InnerException: c",
            ReadLines(
                "before",
                "System.OuterException: a",
                " ---> System.MiddleException (5): b",
                "   ---> N.InnerException: c",
                "   at X",
                " ---> N.LaterException: d"
            ).FirstError
        );

    [Fact]
    public void Error_Several_TheFirst() =>
        Assert.Equal("A.OneException: a", ReadLines("A.OneException: a", "   at X", "A.TwoException: b").FirstError);

    [Fact]
    public void Error_None_Null() => Assert.Null(ReadLines("all is well", "// Exception: no").FirstError);

    private static OutputTail ReadLines(params string[] lines)
    {
        OutputTail tail = new();
        Array.ForEach(lines, tail.Add);
        return tail;
    }
}
