using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>Three runs and more of one machine: each later one is compared with the first.</summary>
public sealed class TimeComparisonsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(100, 100, 0)]
    [InlineData(100, 80, 0)]
    [InlineData(100, 120, 2)]
    [InlineData(120, 100, 2)]
    public void Compare_ThreeRuns_FailsWhereOneIsSlower(double second, double third, int expected)
    {
        CompareRun run = CompareRun.Run(Write("a", 100), Write("b", second), Write("c", third));

        Assert.Equal(expected, run.ExitCode);
        Assert.Contains("Each run is compared with a", run.Output, StringComparison.Ordinal);
        Assert.Equal(expected == 2, run.Output.Contains("), Slower", StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_ThreeRunsOfTwoMachines_JudgesNoTime()
    {
        CompareRun run = CompareRun.Run(Write("a", 100), Write("b", 200), Write("c", 100, processor: "Another CPU"));

        Assert.Equal(4, run.ExitCode);
        Assert.DoesNotContain("Slower", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, CompareRun.Run(PathOf("a"), PathOf("b"), PathOf("c"), "--same-machine").ExitCode);
    }

    [Fact]
    public void Compare_ThirdRunLacksABenchmark_IsFiveUnlessAllowed()
    {
        string[] runs = [Write("a", 100), Write("b", 100), new TestReport().With("One", TestReport.Around(100)).In(_folder, "c")];

        Assert.Equal(5, CompareRun.Run(runs).ExitCode);
        Assert.Equal(0, CompareRun.Run([.. runs, "--allow-missing"]).ExitCode);
    }

    [Fact]
    public void Compare_SuspectedInTheThirdRun_IsThreeWithFailOn()
    {
        string third = new TestReport()
            .With("One", TestReport.Around(120, launches: 4))
            .With("Two", TestReport.Around(200))
            .In(_folder, "c");
        string[] runs = [Write("a", 100), Write("b", 100), third];

        Assert.Equal(0, CompareRun.Run(runs).ExitCode);
        Assert.Equal(3, CompareRun.Run([.. runs, "--fail-on", "suspected"]).ExitCode);
    }

    [Fact]
    public void Compare_FilterKeepsABaseline_ItsTimeIsNotJudged()
    {
        CompareRun run = CompareRun.Run(Write("a", 100), Write("b", 200), Write("c", 100), "--filter", "*Two", "--baseline-method", "One");

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Compare_ThreeRuns_WritesTheVerdictsToFiles()
    {
        string json = Path.Combine(_folder.Path, "result.json");
        string csv = Path.Combine(_folder.Path, "result.csv");

        CompareRun.Run(Write("a", 100), Write("b", 100), Write("c", 120), "-o", json, "-o", csv);

        Assert.Contains("\"timeRatioToFirst\": {\n            \"verdict\": \"slower\"", File.ReadAllText(json), StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(csv), line => line.EndsWith(",Slower,None,None", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_TwoRuns_JudgesAsTwoReports()
    {
        Report[] runs = [Load("a", 100), Load("b", 120)];

        Comparison comparison = Assert.Single(TimeComparisons.Create([.. runs], JudgingRules.Default));

        Assert.Equal(
            Comparison.Create(runs[0], runs[1]).Judgements.Select(judgement => (judgement.Verdict, judgement.AdjustedPValue)),
            comparison.Judgements.Select(judgement => (judgement.Verdict, judgement.AdjustedPValue))
        );
    }

    // One run with p of about 0.02: enough beside one run, not beside nine that show nothing.
    [Fact]
    public void Create_ManyRunsAlike_OneChangeByChanceIsOnlySuspected()
    {
        Report first = Load("first", 100, spread: 0.03);
        Report changed = Load("changed", 110, spread: 0.03);
        Report[] alike = [.. Enumerable.Range(0, 9).Select(i => Load($"alike-{i}", 100.1 + (0.01 * i), spread: 0.03))];

        Judgement Judge(params Report[] runs) => TimeComparisons.Create([first, .. runs], JudgingRules.Default)[0].Judgements[0];

        Assert.Equal(Verdict.Slower, Judge(changed).Verdict);
        Judgement among = Judge([changed, .. alike]);
        Assert.Equal(Verdict.Inconclusive, among.Verdict);
        Assert.Equal(UnconfirmedChange.Slower, among.Unconfirmed);
        Assert.InRange(among.AdjustedPValue!.Value, 0.05, 1);
    }

    [Fact]
    public void Compare_FarSlowerAndLostAmongManyRuns_FailsUnconfirmed()
    {
        string[] runs =
        [
            Write("first", 100, spread: 0.25),
            Write("changed", 260, spread: 0.25),
            .. Enumerable.Range(0, 9).Select(i => Write($"alike-{i}", 100.1 + (0.01 * i), spread: 0.25)),
        ];

        Assert.Equal(2, CompareRun.Run(runs[0], runs[1]).ExitCode);
        CompareRun among = CompareRun.Run(runs);
        Assert.Equal(3, among.ExitCode);
        Assert.Contains("Work.One is slower by more than 2x in changed, and nothing confirms it", among.Output, StringComparison.Ordinal);
    }

    /// <summary>The candidate's job has another name, and two reports are compared all the same.</summary>
    [Fact]
    public void Compare_LaterRunsWithAnotherJob_JudgesThemAsTwoReports()
    {
        string WriteJob(string name, double nanoseconds, string job) =>
            new TestReport().With("One", TestReport.Around(nanoseconds), job: job).In(_folder, name);
        string[] runs =
        [
            WriteJob("a", 100, "Job-AAAAAA(Runtime=.NET 8.0)"),
            WriteJob("b", 120, "Job-BBBBBB(Runtime=.NET 9.0)"),
            WriteJob("c", 100, "Job-CCCCCC(Runtime=.NET 9.0)"),
        ];

        CompareRun run = CompareRun.Run(runs);

        Assert.Equal(CompareRun.Run(runs[0], runs[1]).ExitCode, run.ExitCode);
        Assert.Contains(", Unconfirmed: slower", run.Output, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private string Write(string name, double one, string processor = "Test CPU", double spread = 0.002) =>
        new TestReport(Processor: processor)
            .With("One", TestReport.Around(one, spread: spread))
            .With("Two", TestReport.Around(200, spread: spread))
            .In(_folder, name);

    private Report Load(string name, double one, double spread = 0.002) =>
        ReportLoader.Load(Write(name, one, spread: spread), takesAllRuns: false);
}
