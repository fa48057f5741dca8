using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>A benchmark has one name on a page: the title that its program gives it.</summary>
public sealed class TitleTests : IDisposable
{
    private static readonly string[] Written = ["*.html", "*.md", "*.svg"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Report_MethodsWithTitles_AreCalledByThemOnEveryPageAndPicture()
    {
        string run = Write("run", ("AsBase", "as/base"), ("AsFast", "as/fast"));

        Assert.Equal(0, CompareRun.Run("report", run, "--baseline-method", "as/base").ExitCode);

        string[] files = [.. Written.SelectMany(pattern => Directory.GetFiles(run, pattern))];
        Assert.True(files.Length > 3);
        Assert.All(files, file => Assert.DoesNotContain("AsFast", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(files, file => Assert.Contains("as/fast", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Report_MethodsThatShareATitle_AreCalledByTheirOwnNames()
    {
        string run = Write("run", ("AsBase", "alike"), ("AsFast", "alike"));

        Assert.Equal(0, CompareRun.Run("report", run).ExitCode);

        string page = File.ReadAllText(Path.Combine(run, "report.md"));
        Assert.Contains("| AsFast |", page, StringComparison.Ordinal);
        Assert.Contains("| AsBase |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alike", page, StringComparison.Ordinal);
    }

    /// <summary>Reports from before a title was given can be compared with those after it.</summary>
    [Fact]
    public void Load_MethodsWithTitles_HaveTheKeysOfTheirMethods()
    {
        Report before = ReportLoader.Load(Write("before"), takesAllRuns: false);
        Report after = ReportLoader.Load(Write("after", ("AsBase", "as/base"), ("AsFast", "as fast: [really]")), takesAllRuns: false);

        Assert.Equal(before.Benchmarks.Select(benchmark => benchmark.Key), after.Benchmarks.Select(benchmark => benchmark.Key));
        Assert.Equal(before.Benchmarks.Select(benchmark => benchmark.Group), after.Benchmarks.Select(benchmark => benchmark.Group));
    }

    private string Write(string name, params (string Method, string Title)[] titles)
    {
        TestReport report = new TestReport()
            .With("AsBase", TestReport.Around(200), job: "Suite(IterationCount=5)")
            .With("AsFast", TestReport.Around(100), job: "Suite(IterationCount=5)");
        string json = titles.Aggregate(
            report.ToString(),
            (text, one) =>
                text.Replace($"\"MethodTitle\":\"{one.Method}\"", $"\"MethodTitle\":\"{one.Title}\"", StringComparison.Ordinal)
                    .Replace($"\"DisplayInfo\":\"Work.{one.Method}:", $"\"DisplayInfo\":\"Work.{one.Title}:", StringComparison.Ordinal)
        );
        Directory.CreateDirectory(Path.Combine(_folder.Path, name));
        _folder.File(Path.Combine(name, "Suite.Work-report-full.json"), json);
        return Path.Combine(_folder.Path, name);
    }
}
