using ConcurrencyBench.Analysis.Files;

namespace ConcurrencyBench.Benchmarks.Tests.Reports;

public sealed class WholeFileTests
{
    [Fact]
    public void Write_OverAFile_ReplacesItAndLeavesNothingElse()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("report.csv", "before");

        AtomicFile.Write(file, "after");

        Assert.Equal("after", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_WhereAFolderIs_FailsAndLeavesNothingElse()
    {
        using TemporaryFolder folder = new();
        string taken = Directory.CreateDirectory(Path.Combine(folder.Path, "report.csv")).FullName;

        Exception exception = Assert.ThrowsAny<Exception>(() => AtomicFile.Write(taken, "text"));

        Assert.True(exception is IOException or UnauthorizedAccessException, exception.ToString());
        Assert.Equal([taken], Directory.GetFileSystemEntries(folder.Path));
    }
}
