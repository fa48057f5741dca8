using System.Text;
using System.Text.Json.Nodes;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>Files and runs of other projects: odd files, odd names, odd starts. None ends the rest.</summary>
public sealed class ForeignRunTests : ForeignReports
{
    [Theory]
    [InlineData("history-joined")]
    [InlineData("history-perclass")]
    public void History_EitherFormOfTitle_IsInTheOrderOfTheStarts(string folder)
    {
        CompareRun run = CompareRun.Run("history", Case(folder), "--absolute");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2026-01-01 10:00 to 2026-01-06 10:00", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Bench\.X: 40 % slower since \S*run-11", run.Output);
    }

    [Fact]
    public void History_TitlesWithoutADate_IsInTheOrderOfThePathsAndSaysSo()
    {
        Undated("runs", "run-8", "run-9", "run-10", "run-11", "run-12", "run-13");

        CompareRun run = CompareRun.Run("history", Path.Combine(Folder.Path, "runs"), "--absolute");

        Assert.Matches(@"slower since \S*run-11", run.Output);
        Assert.Contains("6 of 6 runs do not say when they started", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_OneStartThatContradictsThePaths_IsSaid()
    {
        Undated("runs", "a", "b", "c");
        Write("runs/d/App-report-full.json", Titled("App-20260102-000000", 100));
        Write("runs/e/App-report-full.json", Titled("App-20260101-000000", 100));

        Assert.Contains(
            "3 of 5 runs do not say when they started",
            CompareRun.Run("history", Path.Combine(Folder.Path, "runs"), "--absolute").Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "which is not the order of the starts that are known",
            CompareRun.Run("history", Path.Combine(Folder.Path, "runs"), "--absolute").Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("App-report-full-20260105-100000.json", "2026-01-05 10:00")]
    [InlineData("BenchmarkRun-joined-2026-01-05-10-00-00-report-full.json", "2026-01-05 10:00")]
    [InlineData("App-report-full.json", "–")]
    public void Load_TitleWithoutADate_TakesTheStartFromTheName(string name, string started)
    {
        Write($"run/{name}", Titled("App", 100));

        Assert.Contains(
            started,
            CompareRun.Run(Path.Combine(Folder.Path, "run"), Path.Combine(Folder.Path, "run")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Load_TimeStampedFilesInOneFolder_AreRuns()
    {
        foreach (int day in Enumerable.Range(1, 6))
        {
            Write(
                $"flat/App-report-full-2026010{day}-100000.json",
                Titled($"App-2026010{day}-100000", (day < 4 ? 100 : 140) + (0.01 * day))
            );
        }

        string flat = Path.Combine(Folder.Path, "flat");
        CompareRun history = CompareRun.Run("history", flat, "--absolute");
        CompareRun itself = CompareRun.Run(flat, flat);

        Assert.Contains("6 runs of", history.Output, StringComparison.Ordinal);
        Assert.Matches("40 % slower since", history.Output);
        Assert.Equal(0, itself.ExitCode);
        Assert.Contains("holds 6 runs; the newest is taken", itself.Output, StringComparison.Ordinal);
        Assert.Contains("140.", itself.Output, StringComparison.Ordinal);
        Assert.Equal(0, CompareRun.Run("report", flat).ExitCode);
        Assert.Equal(30, ReportLoader.Load(flat, takesAllRuns: true).Benchmarks[0].Launches.Length);
    }

    [Fact]
    public void Load_AnyName_IsFoundByWhatIsInTheFile()
    {
        Write("mixed/package.json", """{ "name": "no report" }""");
        File.Copy(Case("custom-name/benchmark-results.json"), Folder.File("mixed/odd name.json", ""), overwrite: true);

        Report report = ReportLoader.Load(Path.Combine(Folder.Path, "mixed"), takesAllRuns: false);

        Assert.Equal("App.Bench.X", Assert.Single(report.Benchmarks).Key.FullName);
        Assert.Empty(report.Warnings);
        Assert.Equal(0, CompareRun.Run("report", Path.Combine(Folder.Path, "mixed")).ExitCode);
        Assert.True(File.Exists(Path.Combine(Folder.Path, "mixed", "report.html")));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void Load_Utf16_IsReadAsWindowsPowerShellWritesIt(bool isBigEndian, bool hasMark)
    {
        string path = Path.Combine(Folder.Path, "a-report.json");
        File.WriteAllText(path, new TestReport().With("Rün", TestReport.Around(100)).ToString(), new UnicodeEncoding(isBigEndian, hasMark));

        Assert.Equal("Suite.Work.Rün", ReportLoader.Load(path, takesAllRuns: false).Benchmarks[0].Key.FullName);
    }

    [Fact]
    public void Load_FileOfAnOldVersionInAFolder_IsLeftOutAndNamesTheLimit()
    {
        string old =
            """{ "Title": "Old", "HostEnvironmentInfo": { "BenchmarkDotNetVersion": "0.9.9.0" }, "Benchmarks": [ { "ShortInfo": "Run" } ] }""";
        string alone = Write("old/Old-report.json", old);
        new TestReport().With("Run", TestReport.Around(100)).In(Folder, "mixed");
        Write("mixed/Old-report.json", old);
        string mixed = Path.Combine(Folder.Path, "mixed");

        CompareRun refused = CompareRun.Run(alone, alone);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("BenchmarkDotNet 0.9.9.0 wrote it", refused.Error, StringComparison.Ordinal);
        Assert.Contains("0.12 is the oldest", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, CompareRun.Run(mixed, mixed).ExitCode);
        Assert.Contains("Left out: ", CompareRun.Run(mixed, mixed).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TruncatedFileInAFolder_IsLeftOutAndSaid()
    {
        string folder = new TestReport().With("Run", TestReport.Around(100)).In(Folder, "mixed");
        Write("mixed/Other-report-full.json", new TestReport().With("Other", TestReport.Around(100)).ToString()[..700]);

        Assert.Contains("not whole JSON", Assert.Single(ReportLoader.Load(folder, takesAllRuns: false).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void History_OneRunOfAnotherProcessor_IsAGapInTimesAndNoneInRatios()
    {
        CompareRun times = CompareRun.Run("history", Case("runner-drift"), "--absolute");
        CompareRun vouched = CompareRun.Run("history", Case("runner-drift"), "--absolute", "--same-machine");
        CompareRun ratios = CompareRun.Run("history", Case("runner-drift"), "--baseline-method", "Base");

        Assert.Equal(0, times.ExitCode);
        Assert.Contains("8 runs, 7 of them of AMD EPYC 7763", times.Output, StringComparison.Ordinal);
        Assert.Matches(@"20260103 is a gap: its times are of AMD EPYC 9V74", times.Output);
        Assert.Matches(@"Bench\.X +│ +7 ", times.Output);
        Assert.Matches(@"Bench\.X +│ +8 ", vouched.Output);
        Assert.DoesNotContain("gap", vouched.Output, StringComparison.Ordinal);
        Assert.Equal(0, ratios.ExitCode);
        Assert.Matches(@"Bench\.X +│ +8 ", ratios.Output);
        Assert.Contains("since", ratios.Output, StringComparison.Ordinal);
    }

    private void Undated(string root, params string[] runs)
    {
        foreach ((int i, string run) in runs.Index())
        {
            Write($"{root}/{run}/App-report-full.json", Titled("App", i < 3 ? 100 : 140));
        }
    }

    private static string Titled(string title, double nanoseconds)
    {
        JsonNode json = JsonNode.Parse(new TestReport().With("Run", TestReport.Around(nanoseconds)).ToString())!;
        json["Title"] = title;
        return json.ToJsonString();
    }
}
