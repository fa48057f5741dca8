using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Tests.Tables;

/// <summary>Folders that hold one run in several formats.</summary>
public sealed class TableFolderTests : IDisposable
{
    private const string Stem = "Acme.Texts";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_JsonAndItsTables_IsTheJson()
    {
        Report whole = ReportLoader.Load(CompareRun.Fixture("tables/launches"), takesAllRuns: false);
        Report json = Load("report-full-compressed.json");

        Assert.Equal(Describe(json), Describe(whole));
        Assert.Equal(json.Warnings, whole.Warnings);
    }

    [Theory]
    [InlineData("report-full-compressed.json", "measurements.csv", "report-github.md")]
    [InlineData("measurements.csv", "report.csv", "report-github.md")]
    [InlineData("report.csv", "report-github.md", "report-default.md")]
    public void Load_GlobOfOneRun_CountsTheBestFormatOnce(params string[] suffixes)
    {
        Report best = Load(suffixes[0]);
        Copy(suffixes);

        Report all = ReportLoader.Load(Path.Combine(_folder.Path, "*"), takesAllRuns: false);

        Assert.Equal(Describe(best), Describe(all));
        Assert.DoesNotContain(all.Warnings, warning => warning.Contains("other figures", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_MeasurementsAndMarkdown_HaveTheMachineOfTheMarkdown()
    {
        Copy("measurements.csv", "report-github.md");

        Report report = ReportLoader.Load(_folder.Path, takesAllRuns: false);

        Assert.True(report.Machine.IsKnown);
        Assert.Equal("0.15.8", report.Environment.BenchmarkDotNet);
        Assert.All(report.Benchmarks, benchmark => Assert.Equal(5, benchmark.Launches.Length));
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Load_TableOfAnotherRunBesideJson_IsLeftOutWithANote()
    {
        string json = CompareRun.Fixture($"tables/launches/{Stem}-report-full-compressed.json");
        File.Copy(json, Path.Combine(_folder.Path, "new.json"));
        File.Copy(CompareRun.Fixture($"tables/german/{Stem}-report-github.md"), Path.Combine(_folder.Path, $"{Stem}-report-github.md"));

        Report report = ReportLoader.Load(_folder.Path, takesAllRuns: false);

        Assert.Contains(report.Warnings, warning => warning.Contains("other figures than", StringComparison.Ordinal));
        Assert.Equal(12, report.Benchmarks.Length);
        Assert.Equal(6, report.Benchmarks.Count(benchmark => benchmark.Kind == MeasurementKind.Raw));
    }

    [Fact]
    public void Load_MarkdownThatIsNoReport_IsNoPartOfAFolder()
    {
        Copy("report-github.md");
        _folder.File("README.md", "| Method | Mean |\n|---|---|\n| Run | 1.5 ns |");
        _folder.File("weekly-report.md", "Nothing measured.");

        Report report = ReportLoader.Load(_folder.Path, takesAllRuns: false);

        Assert.Equal(Load("report-github.md").Benchmarks.Length, report.Benchmarks.Length);
        Assert.Equal(Load("report-github.md").Warnings, report.Warnings);
    }

    private static IEnumerable<(BenchmarkKey, MeasurementKind, int, double?)> Describe(Report report) =>
        report.Benchmarks.Select(benchmark =>
            (benchmark.Key, benchmark.Kind, benchmark.Launches.Length, benchmark.ReportedMeanNanoseconds)
        );

    private static Report Load(string suffix) =>
        ReportLoader.Load(CompareRun.Fixture($"tables/launches/{Stem}-{suffix}"), takesAllRuns: false);

    private void Copy(params string[] suffixes)
    {
        foreach (string suffix in suffixes)
        {
            File.Copy(CompareRun.Fixture($"tables/launches/{Stem}-{suffix}"), Path.Combine(_folder.Path, $"{Stem}-{suffix}"));
        }
    }
}
