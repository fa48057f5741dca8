using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

public class BadReportTests
{
    private const string Header = "\"HostEnvironmentInfo\": { \"BenchmarkDotNetVersion\": \"0.15.8\" }";

    public static TheoryData<string, string> Contents { get; } =
        new()
        {
            { "", "empty" },
            { "   ", "not whole JSON" },
            { "Method | Mean", "not whole JSON" },
            { "null", "nothing but 'null'" },
            { "{}", "not a BenchmarkDotNet report" },
            { "[]", "not what is expected here ($ is of another kind)" },
            { "{ \"version\": 3, \"Benchmarks\": 5 }", "not what is expected here ($.Benchmarks is of another kind)" },
            { $"{{ {Header} }}", "not a BenchmarkDotNet report" },
            { $"{{ {Header}, \"Benchmarks\": [] }}", "no benchmark is in it" },
            { $"{{ {Header}, \"Benchmarks\": [ null ] }}", "have no FullName" },
            { $"{{ {Header}, \"Benchmarks\": [ {{ \"Method\": \"Run\" }} ] }}", "no FullName" },
            { new TestReport().With("Run", TestReport.Around(100)).ToString()[..500], "not whole JSON" },
        };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Compare_BrokenReport_IsOneLineThatNamesIt(string content, string reason)
    {
        using TemporaryFolder folder = new();
        string good = new TestReport().With("Run", TestReport.Around(100)).In(folder, "good");
        string bad = folder.File("bad-report.json", content);

        AssertOneLine(CompareRun.Run(good, bad), bad, reason);
    }

    [Fact]
    public void Compare_GiganticFile_IsOneLineThatNamesIt()
    {
        using TemporaryFolder folder = new();
        string good = new TestReport().With("Run", TestReport.Around(100)).In(folder, "good");
        string bad = folder.File("big-report.json", "");
        using (FileStream stream = File.OpenWrite(bad))
        {
            stream.SetLength(3L << 30); // sparse: takes no space
        }

        AssertOneLine(CompareRun.Run(good, bad), bad, "3.2 GB is more than the 1.1 GB");
    }

    [Theory]
    [InlineData("nowhere", "no such file or folder")]
    [InlineData("*/nothing-*.json", "no file matches")]
    [InlineData("empty", "no BenchmarkDotNet report")]
    public void Compare_NoReport_IsOneLineThatNamesThePath(string name, string reason)
    {
        using TemporaryFolder folder = new();
        string good = new TestReport().With("Run", TestReport.Around(100)).In(folder, "good");
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));

        AssertOneLine(CompareRun.Run(good, Path.Combine(folder.Path, name)), name.Split('/')[0], reason);
    }

    [Theory]
    [InlineData("{", "not whole JSON")]
    [InlineData("""{ "schemaVersion": 2 }""", "its schemaVersion is 2")]
    [InlineData("""{ "machine": "x" }""", "its schemaVersion is 0")]
    public void Compare_BrokenHostFile_IsOneLineThatNamesIt(string content, string reason)
    {
        using TemporaryFolder folder = new();
        string report = new TestReport().With("Run", TestReport.Around(100)).In(folder, "report");
        folder.File(Path.Combine("report", "host.json"), content);

        AssertOneLine(CompareRun.Run(report, report), "host.json", reason);
    }

    private static void AssertOneLine(CompareRun run, string path, string reason)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        string line = Assert.Single(run.Error.TrimEnd('\n', '\r').Split('\n'));
        Assert.Contains(path, line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }
}
