using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

public sealed class ExitCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _baseline;

    public ExitCodeTests() =>
        _baseline = new TestReport()
            .With("One", TestReport.Around(100), allocated: 1000)
            .With("Two", TestReport.Around(200))
            .In(_folder, "baseline");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_ReportWithItself_IsZero() => Assert.Equal(0, CompareRun.Run(_baseline, _baseline).ExitCode);

    [Fact]
    public void Compare_Faster_IsZero() =>
        AssertExit(0, new TestReport().With("One", TestReport.Around(80)).With("Two", TestReport.Around(200)));

    [Fact]
    public void Compare_NewBenchmark_IsZero() => AssertExit(0, Unchanged().With("Three", TestReport.Around(300)));

    [Fact]
    public void Compare_Slower_IsTwo() =>
        AssertExit(2, new TestReport().With("One", TestReport.Around(120)).With("Two", TestReport.Around(200)));

    [Fact]
    public void Compare_SlowerWithinTheMargin_IsZero() =>
        AssertExit(0, new TestReport().With("One", TestReport.Around(120)).With("Two", TestReport.Around(200)), "--margin", "30%");

    [Fact]
    public void Compare_Missing_IsFiveUnlessAllowed()
    {
        TestReport candidate = new TestReport().With("One", TestReport.Around(100));

        AssertExit(5, candidate);
        AssertExit(0, candidate, "--allow-missing");
    }

    [Fact]
    public void Compare_Failed_IsFiveUnlessAllowed()
    {
        TestReport candidate = new TestReport().With("One", TestReport.Around(100)).With("Two", null);

        AssertExit(5, candidate);
        AssertExit(0, candidate, "--allow-missing");
    }

    [Fact]
    public void Compare_FailedOnBothSides_IsZeroAndSaid()
    {
        string report = Unchanged().With("Three", null).In(_folder, "broken");

        CompareRun run = CompareRun.Run(report, report);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Failed in both: Work.Three", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SlowerAndMissing_IsTwo() => AssertExit(2, new TestReport().With("One", TestReport.Around(120)));

    [Fact]
    public void Compare_MissingAndInconclusive_IsFive() =>
        AssertExit(5, new TestReport().With("One", TestReport.Around(100, launches: 1)), "--fail-on", "inconclusive");

    [Fact]
    public void Compare_TooFewLaunches_IsThreeOnlyOnDemand()
    {
        TestReport candidate = new TestReport().With("One", TestReport.Around(100, launches: 1)).With("Two", TestReport.Around(200));

        AssertExit(0, candidate);
        AssertExit(0, candidate, "--fail-on", "suspected");
        AssertExit(3, candidate, "--fail-on", "inconclusive");
    }

    [Theory]
    [InlineData(190, 0)]
    [InlineData(210, 3)]
    public void Compare_OneLaunch_FailsAboveTwice(double nanoseconds, int expected) =>
        AssertExit(expected, new TestReport().With("One", TestReport.Around(nanoseconds, launches: 1)).With("Two", TestReport.Around(200)));

    [Fact]
    public void Compare_FailAbove_SetsTheLimit()
    {
        TestReport candidate = new TestReport().With("One", TestReport.Around(190, launches: 1)).With("Two", TestReport.Around(200));

        AssertExit(3, candidate, "--fail-above", "1.5x");
        AssertExit(0, candidate, "--fail-above", "3x");
        AssertExit(1, candidate, "--fail-above", "2");
        AssertExit(1, candidate, "--fail-above", "1x");
    }

    [Fact]
    public void Compare_Suspected_IsThreeOnlyOnDemand()
    {
        TestReport candidate = new TestReport().With("One", TestReport.Around(120, launches: 4)).With("Two", TestReport.Around(200));

        AssertExit(0, candidate);
        AssertExit(3, candidate, "--fail-on", "suspected");
        AssertExit(3, candidate, "--fail-on", "inconclusive");
    }

    [Fact]
    public void Compare_SuspectedWithinTolerance_FailsWithInconclusiveToo()
    {
        // Four launches, 3 % slower with little spread: suspected, and a slow-down of 5 % is excluded.
        TestReport candidate = new TestReport().With("One", TestReport.Around(103, launches: 4)).With("Two", TestReport.Around(200));

        AssertExit(0, candidate);
        AssertExit(3, candidate, "--fail-on", "inconclusive");
    }

    [Fact]
    public void Compare_DifferentMachines_JudgesAllocationsAndRefusesToPassOnTimes()
    {
        TestReport candidate = new TestReport(Processor: "Other")
            .With("One", TestReport.Around(100), allocated: 9000)
            .With("Two", TestReport.Around(200));

        AssertExit(0, candidate, "--baseline-method", "One");
        AssertExit(2, candidate, "--baseline-method", "One", "--alloc-margin", "1%");
        AssertExit(4, candidate, "--baseline-method", "One", "--fail-on", "inconclusive");
    }

    [Fact]
    public void Compare_MoreAllocated_IsTwoOnlyOnDemand()
    {
        TestReport candidate = new TestReport().With("One", TestReport.Around(100), allocated: 1100).With("Two", TestReport.Around(200));

        AssertExit(0, candidate);
        AssertExit(2, candidate, "--alloc-margin", "5%");
        AssertExit(2, candidate, "--alloc-margin", "99B");
        AssertExit(0, candidate, "--alloc-margin", "0.1KB");
        AssertExit(0, candidate, "--alloc-margin", "10%");
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1001, 2)]
    [InlineData(999, 0)]
    public void Compare_TimesShown_JudgesAllocationsToTheByte(double allocated, int expected)
    {
        TestReport candidate = new TestReport()
            .With("One", TestReport.Around(300), allocated: allocated)
            .With("Two", TestReport.Around(200));

        AssertExit(2, candidate);
        AssertExit(expected, candidate, "--times", "shown");
        AssertExit(0, candidate, "--times", "shown", "--alloc-margin", "64B");
        AssertExit(1, candidate, "--times", "shown", "--fail-on", "suspected");
    }

    [Fact]
    public void Compare_OneByteOfAMillion_IsShownToTheByte()
    {
        string baseline = new TestReport().With("One", TestReport.Around(100), allocated: 1_000_000).In(_folder, "before");
        string candidate = new TestReport().With("One", TestReport.Around(100), allocated: 1_000_001).In(_folder, "after");

        CompareRun run = CompareRun.Run(baseline, candidate, "--times", "shown");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("1,000,000 B → 1,000,001 B", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 allocate more", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_NothingInCommon_IsFour() => AssertExit(4, new TestReport().With("Other", TestReport.Around(100)));

    [Fact]
    public void Compare_DifferentMachinesWithoutRatios_IsFourUnlessTheUserVouches()
    {
        TestReport candidate = Unchanged() with { Processor = "Other" };

        AssertExit(4, candidate);
        AssertExit(0, candidate, "--same-machine");
        AssertExit(0, candidate, "--baseline-method", "One");
    }

    [Fact]
    public void Compare_DifferentMachines_JudgesRatiosAndNotTimes()
    {
        TestReport candidate = new TestReport(Processor: "Other").With("One", TestReport.Around(300)).With("Two", TestReport.Around(600));

        CompareRun run = CompareRun.Run(_baseline, candidate.In(_folder, "other"), "--baseline-method", "One");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"0\.50x \(0\.50x – 0\.50x\), 1\.000 \(0\.99\d – 1\.00\d\) same", run.Output);
        Assert.DoesNotContain("slower", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Compare_SeveralRuns_MissingIsFive() =>
        Assert.Equal(
            5,
            CompareRun
                .Run(
                    _baseline,
                    _baseline,
                    new TestReport().With("One", TestReport.Around(100)).In(_folder, "short"),
                    "--baseline-method",
                    "One"
                )
                .ExitCode
        );

    private void AssertExit(int expected, TestReport candidate, params string[] options) =>
        Assert.Equal(expected, CompareRun.Run([_baseline, candidate.In(_folder, Guid.NewGuid().ToString()), .. options]).ExitCode);

    private static TestReport Unchanged() => new TestReport().With("One", TestReport.Around(100)).With("Two", TestReport.Around(200));
}
