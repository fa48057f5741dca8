using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>The noise of a machine, learned from reports and used by comparisons.</summary>
public sealed class NoiseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Noise_FolderOfRuns_IsKeptInItAndTakenByComparisonsThere()
    {
        WriteRuns(12);
        CompareRun learned = CompareRun.Run("noise", _folder.Path);
        string changed = Write("changed", factor: 3);

        CompareRun compared = CompareRun.Run(PathOf("run1"), changed);

        Assert.Equal(0, learned.ExitCode);
        Assert.True(File.Exists(PathOf(NoiseFile.Name)));
        Assert.Equal(2, compared.ExitCode);
        Assert.Contains("12 reports of unchanged code", compared.Output, StringComparison.Ordinal);
        Assert.Equal(3, CompareRun.Run(PathOf("run1"), changed, "--noise", "none").ExitCode);
    }

    [Fact]
    public void Noise_SeveralReports_AreKeptInTheFolderThatHoldsThem()
    {
        WriteRuns(4);
        Write("run5", processor: "Gadget 7");

        CompareRun run = CompareRun.Run([
            "noise",
            .. Enumerable.Range(1, 4).Select(i => Path.Combine(PathOf($"run{i}"), "Suite.Work-report-full.json")),
        ]);

        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(PathOf(NoiseFile.Name)));
    }

    [Theory]
    [InlineData(3, "needs 4 reports")]
    [InlineData(0, "no BenchmarkDotNet report")]
    public void Noise_TooFewReports_IsOneLineAndWritesNothing(int runs, string expected)
    {
        WriteRuns(runs);

        CompareRun run = CompareRun.Run("noise", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf(NoiseFile.Name)));
    }

    [Fact]
    public void Noise_OfAnotherMachine_IsRefusedWhereNamedAndPassedOverWhereFound()
    {
        WriteRuns(4);
        CompareRun.Run("noise", _folder.Path);
        string[] other = [Write("a", processor: "Gadget 7"), Write("b", processor: "Gadget 7")];

        Assert.DoesNotContain("profile", CompareRun.Run(other).Output, StringComparison.Ordinal);
        CompareRun named = CompareRun.Run([.. other, "--noise", PathOf(NoiseFile.Name)]);
        Assert.Equal(1, named.ExitCode);
        Assert.Contains("Gadget 7", named.Error, StringComparison.Ordinal);
        Assert.Equal(0, CompareRun.Run([.. other, "--noise", PathOf(NoiseFile.Name), "--same-machine"]).ExitCode);
    }

    [Fact]
    public void Compare_DamagedProfileBesideTheReports_IsSaidAndTheRestJudged()
    {
        WriteRuns(2);
        _folder.File(NoiseFile.Name, "{");

        CompareRun run = CompareRun.Run(PathOf("run1"), PathOf("run2"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("without a noise profile", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_GlobThatMatchesTheProfile_TakesTheReports()
    {
        WriteRuns(4);
        CompareRun.Run("noise", _folder.Path, "-o", Path.Combine(PathOf("run1"), NoiseFile.Name));

        Assert.Equal(0, CompareRun.Run(Path.Combine(PathOf("run1"), "*.json"), PathOf("run2")).ExitCode);
    }

    private void WriteRuns(int runs)
    {
        for (int i = 1; i <= runs; i++)
        {
            Write($"run{i}");
        }
    }

    private string Write(string name, double factor = 1, string processor = "Test CPU") =>
        Enumerable
            .Range(0, 5)
            .Aggregate(
                new TestReport(Processor: processor),
                (report, i) =>
                    report.With($"B{i}", TestReport.Around(100 * (i == 0 ? factor : 1) * (1 + (0.02 * _random.NextDouble())), launches: 1))
            )
            .In(_folder, name);

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
