using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>Writes pages by the whole program.</summary>
internal static class PageReport
{
    /// <summary>Writes the page of a report.</summary>
    /// <returns>The page's file.</returns>
    public static string Of(TestReport report, TemporaryFolder folder, params string[] options)
    {
        string run = report.In(folder, "run");
        CompareRun result = CompareRun.Run(["report", run, .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        return Path.Combine(run, "report.html");
    }

    /// <summary>What is on the page of a report.</summary>
    public static ImmutableArray<Block> Blocks(TestReport report, TemporaryFolder folder, string? baselineMethod = null)
    {
        string run = report.In(folder, "run");
        return RunPage.Create(RunView.Create(ReportLoader.Load(run, takesAllRuns: false), baselineMethod), RunExtras.Find(run));
    }

    /// <summary>A copy of reports that came with the tests, to write beside.</summary>
    public static string Copy(string fixture, TemporaryFolder folder, string name = "copy")
    {
        string source = CompareRun.Fixture(fixture);
        string target = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(target);
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
