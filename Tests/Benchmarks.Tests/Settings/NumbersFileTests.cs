using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Settings;

namespace ConcurrencyBench.Benchmarks.Tests.Settings;

public sealed class NumbersFileTests
{
    [Fact]
    public void Read_CommentsBlanksAndEdges_GivesTheNumbers()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("numbers.txt", "# the article's\n53541233\n\n  21235343  # a prime\r\n1\n9223372036854775807\n");
        Assert.Equal<long>([53541233, 21235343, 1, long.MaxValue], NumbersFile.Read(path));
    }

    [Theory]
    [InlineData("5\nabc\n", "line 2", "'abc'")]
    [InlineData("5\n\n# x\n0\n", "line 4", "out of range")]
    [InlineData("-3", "line 1", "out of range")]
    [InlineData("9223372036854775808", "line 1", "out of range")]
    [InlineData("1.5", "line 1", "'1.5'")]
    [InlineData("1,000", "line 1", "'1,000'")]
    [InlineData("# nothing\n", "holds no numbers", "one a line")]
    public void Read_BadLine_NamesFileAndLine(string content, string place, string complaint)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("numbers.txt", content);
        string message = Assert.Throws<UsageException>(() => NumbersFile.Read(path)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(complaint, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,")]
    [InlineData("1;2")]
    [InlineData("0")]
    public void ParseList_BadNumber_Throws(string list) => Assert.Throws<UsageException>(() => NumbersFile.ParseList(list));

    [Fact]
    public void ParseList_SpacesAfterCommas_GivesTheNumbers() => Assert.Equal<long>([12, 34], NumbersFile.ParseList("12, 34"));
}
