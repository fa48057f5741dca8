using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>What a page says of a run is true of that run.</summary>
public sealed class RunViewTests : IDisposable
{
    private static readonly string[] Machines = ["One", "Two"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Suite.A.Sorting", "Suite.B.Sorting")]
    [InlineData("Suite.Outer1+Inner", "Suite.Outer2+Inner")]
    public void Of_ClassesOfOneName_AreApartAndNamedInFull(string one, string other)
    {
        RunView view = ViewOf(Both(one, other).With("Run", TestReport.Around(100), className: "Suite.Alone"), "Base");

        Assert.Equal(
            ["Alone", one, other],
            view.Classes.Select(found => found.Name).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)
        );
        Assert.Equal(3, view.Classes.Select(found => found.Id).Distinct().Count());
        Assert.All(view.Classes.Where(found => found.Name != "Alone"), found => Assert.Equal(2, found.Benchmarks.Count()));
        ImmutableArray<string> findings = RunFindings.Describe(view);
        Assert.Equal([one, other], findings.Select(finding => finding.Split(':')[0]));
        Assert.All(findings, finding => Assert.EndsWith(", 2.00x, confirmed.", finding, StringComparison.Ordinal));
    }

    [Fact]
    public void Index_ClassesOfOneName_HaveAPictureEachThatSaysWhich()
    {
        IndexedRun[] runs =
        [
            .. Machines.Select(machine => new IndexedRun(
                machine,
                ReportLoader.Load(
                    (Both("Suite.A.Sorting", "Suite.B.Sorting") with { Processor = machine }).In(_folder, machine),
                    takesAllRuns: false
                ),
                null,
                true
            )),
        ];

        Picture[] pictures = [.. IndexPage.Create([.. runs], [], "Base", []).OfType<Picture>()];

        Assert.Equal(["Suite.A.Sorting", "Suite.B.Sorting"], pictures.Select(picture => picture.Title.Split(':')[0]));
        Assert.All(pictures, picture => Assert.Equal(picture.Title, picture.Svg.Elements().First().Value));
        Assert.All(pictures, picture => Assert.Single(picture.Values.Rows));
    }

    [Fact]
    public void Findings_ABenchmarkThatWasNotCompared_LeavesNothingConfirmed()
    {
        TestReport all = new TestReport().With("Fast", TestReport.Around(100)).With("Slow", TestReport.Around(200));

        Assert.EndsWith("Fast is fastest with 100.0 ns, confirmed.", FindingOf(all), StringComparison.Ordinal);
        Assert.EndsWith(
            "Fast is fastest with 100.0 ns.",
            FindingOf(all.With("Few", TestReport.Around(300, launches: 2))),
            StringComparison.Ordinal
        );
        Assert.Matches("Few is fastest with [0-9.]+ ns\\.$", FindingOf(all.With("Few", TestReport.Around(50, launches: 2))));
    }

    [Fact]
    public void Findings_ANameFromRightToLeft_TurnsNoFigureRound() =>
        Assert.Contains(
            ": \u2068עברית\u2069 is fastest",
            FindingOf(new TestReport().With("עברית", TestReport.Around(100)).With("Slow", TestReport.Around(200))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Page_OnlyTheBaselineHasASpeedup_HasATimePictureInstead()
    {
        TestReport report = new TestReport()
            .With("Base", TestReport.Around(100), arguments: "(N: 1)")
            .With("One", TestReport.Around(50), arguments: "(N: 2)")
            .With("Two", TestReport.Around(70), arguments: "(N: 2)");

        Picture[] pictures = [.. PageReport.Blocks(report, _folder, "Base").OfType<Picture>()];

        Assert.Contains(pictures, picture => picture.Id == "report-work-times");
        Assert.DoesNotContain(pictures, picture => picture.Id == "report-work-speedup");
    }

    [Fact]
    public void Page_StartOfTheReportItself_IsNotCalledUtc()
    {
        ImmutableArray<Block> blocks = PageReport.Blocks(new TestReport().With("Run", TestReport.Around(100)), _folder);
        Report suite = ReportLoader.Load(CompareRun.Fixture("suite/machine-a/run-1"), takesAllRuns: false);

        Assert.Contains("Started: 2026-01-02 03:04, by the machine's own clock", Bullets(blocks));
        Assert.Contains(
            "Started: 2026-11-23 01:54 UTC",
            Bullets(RunPage.Create(RunView.Create(suite, null), RunExtras.Find(CompareRun.Fixture("suite/machine-a/run-1"))))
        );
        Assert.Contains("2026-11-23 01:54 UTC", RunPage.FormatLead(suite), StringComparison.Ordinal);
    }

    [Fact]
    public void Method_BriefReport_SaysWhatALaunchIsAndWarns()
    {
        string run = Directory.CreateDirectory(Path.Combine(_folder.Path, "brief")).FullName;
        File.Copy(CompareRun.Fixture("bdn-0.15.8-a/Acme.Sorting-report-brief.json"), Path.Combine(run, "Acme.Sorting-report-brief.json"));
        RunView view = RunView.Create(ReportLoader.Load(run, takesAllRuns: false), null);

        string method = string.Join('\n', RunMethod.Describe(view));

        Assert.DoesNotContain("A launch is a process", method, StringComparison.Ordinal);
        Assert.DoesNotContain("not removed", method, StringComparison.Ordinal);
        Assert.Contains("all that is in it counts as one launch", method, StringComparison.Ordinal);
        Assert.Contains(ComparisonWarnings.Pooled, RunWarnings.Describe(view));
    }

    [Fact]
    public void Method_InProcess_DoesNotCallALaunchAProcess()
    {
        string method = string.Join(
            '\n',
            RunMethod.Describe(
                ViewOf(new TestReport().With("Run", TestReport.Around(100), job: "Suite(Toolchain=InProcessEmitToolchain, LaunchCount=5)"))
            )
        );

        Assert.DoesNotContain("A launch is a process", method, StringComparison.Ordinal);
        Assert.Contains("share BenchmarkDotNet's own process", method, StringComparison.Ordinal);
        Assert.Contains("A launch is a process.", RunMethod.Describe(ViewOf(new TestReport().With("Run", TestReport.Around(100)))));
    }

    [Theory]
    [InlineData("Work", "work")]
    [InlineData("Outer+Inner<Int32>", "outer-inner-int32")]
    [InlineData("../../etc", "etc")]
    [InlineData("עברית", "1")]
    public void Slugs_AnyName_AreLettersDigitsAndHyphens(string name, string expected) =>
        Assert.Equal<string>([expected], Slugs.Create([name]));

    [Fact]
    public void Slugs_NamesThatBecomeOne_AreKeptApart() => Assert.Equal<string>(["a-1", "a-2", "b"], Slugs.Create(["A", "a", "b"]));

    private static TestReport Both(string one, string other) =>
        new[] { one, other }.Aggregate(
            new TestReport(),
            (all, name) => all.With("Base", TestReport.Around(100), className: name).With("Run", TestReport.Around(50), className: name)
        );

    private static IEnumerable<string> Bullets(ImmutableArray<Block> blocks) =>
        blocks.OfType<Bullets>().SelectMany(bullets => bullets.Items);

    private int _runs;

    private RunView ViewOf(TestReport report, string? baselineMethod = null) =>
        RunView.Create(
            ReportLoader.Load(report.In(_folder, string.Create(CultureInfo.InvariantCulture, $"run-{_runs++}")), takesAllRuns: false),
            baselineMethod
        );

    private string FindingOf(TestReport report) => Assert.Single(RunFindings.Describe(ViewOf(report)));
}
