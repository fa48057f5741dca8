using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Benchmarks.Runs;

namespace ConcurrencyBench.Benchmarks.Tests.Reports;

public sealed class ReportTextTests
{
    [Fact]
    public void LaunchStatistics_Iterations_CountAsOneMedianALaunch() =>
        Assert.Equal(
            [11, 12, 13, 12, 50],
            LaunchStatistics.ComputeMedians([(1, 10), (1, 11), (1, 40), (2, 12), (3, 12), (3, 14), (4, 12), (5, 50)])
        );

    [Fact]
    public void LaunchStatistics_LaunchesOfOneKind_AreTheirGeometricMean()
    {
        // The geometric mean of 10, 20 and 40 is the cube root of 8000, 20; spread (40 - 10) / 20 = 1.5.
        LaunchStatistics statistics = LaunchStatistics.Compute([10, 20, 40], [])!;
        Assert.Equal(20, statistics.NanosecondsPerOp, 12);
        Assert.Equal((10, 40, 3), (statistics.LowestNanoseconds, statistics.HighestNanoseconds, statistics.Launches));
        Assert.Equal(1.5, statistics.Spread, 12);
    }

    /// <summary>The suite and the comparison tool exclude the same launches, so that they print the same time.</summary>
    [Fact]
    public void LaunchStatistics_OutlierLaunch_IsExcludedFromTheTimeAndStaysInTheRange()
    {
        // ln 1.01 = 0.00995 is the median deviation; ln 2 is more than 12 times that.
        LaunchStatistics statistics = LaunchStatistics.Compute([100, 101, 99, 101, 99, 200], [])!;
        Assert.Equal(Math.Exp(new[] { 100.0, 101, 99, 101, 99 }.Average(Math.Log)), statistics.NanosecondsPerOp, 9);
        Assert.Equal(200, statistics.HighestNanoseconds);
    }

    [Fact]
    public void LaunchStatistics_NoMeasurements_IsNull() => Assert.Null(LaunchStatistics.Compute([], []));

    [Theory]
    [InlineData(8, "8 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1025, "1025 B")]
    [InlineData(65536, "64 KiB")]
    [InlineData(1048576, "1 MiB")]
    public void WholeBytes_Any_IsWholeWithAUnit(int bytes, string expected) => Assert.Equal(expected, Figures.FormatWholeBytes(bytes));

    [Theory]
    [InlineData("", "thread")]
    [InlineData("one way, 8 B", "thread on one way, 8 B")]
    public void CaseText_On_LeavesOutWhatIsNotThere(string parameters, string expected) =>
        Assert.Equal(expected, BenchmarkText.On("thread", parameters));

    [Fact]
    public void Finding_WithoutParameters_NamesTheBenchmarks() =>
        Assert.Equal(
            "Object: b is fastest: 10.00 ms, 2.00x.",
            new ResultTable(
                typeof(object),
                "",
                [
                    new("b", new LaunchStatistics(10e6, 9e6, 10.5e6, 5), 2, null, null),
                    new("c", new LaunchStatistics(20e6, 19e6, 21e6, 5), 1, null, null),
                ]
            ).Finding
        );

    [Fact]
    public void ProgressEstimate_HalfWay_TellsWhatIsLeft()
    {
        ProgressEstimate estimate = new(7, 28, TimeSpan.FromSeconds(70));
        Assert.Equal("[ 7/28]", estimate.Count);
        Assert.Equal("about 4 min left", estimate.Remaining); // 21 × 10 s
        Assert.Equal("about 30 s left", (estimate with { Done = 21, Elapsed = TimeSpan.FromSeconds(90) }).Remaining);
        Assert.Equal("", (estimate with { Done = 28 }).Remaining);
        Assert.Equal("", (estimate with { Done = 0 }).Remaining);
    }

    [Fact]
    public void RunFolder_NameOf_SortsByTimeAndNamesTheCommit()
    {
        DateTimeOffset time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        Assert.Equal("20260304T050607Z-0123456", RunFolder.NameOf(time, "0123456789abcdef"));
        Assert.Equal("20260304T050607Z-nocommit", RunFolder.NameOf(time, null));
    }

    [Theory]
    [InlineData(
        1.711,
        "On article, b is fastest: 10.00 ms, 1.71x (within its launches' range: c). Of the models that run every number whole, "
            + "c is fastest: 10.20 ms, 1.68x."
    )]
    [InlineData(1.0, "On article, nothing is faster than b: 10.00 ms.")]
    public void Finding_AWinner_IsOneSentenceWithThoseAsFast(double speedup, string expected)
    {
        var ranges = Core.Models.ModelCatalog.Find("parallel-for/ranges");
        var whole = Core.Models.ModelCatalog.Find("parallel-for");
        ResultTable table = new(
            typeof(object),
            "article",
            [
                new("b", new LaunchStatistics(10e6, 9e6, 10.5e6, 5), speedup, null, ranges),
                new("c", new LaunchStatistics(10.2e6, 10e6, 11e6, 5), 1.68, null, whole),
                new("d", new LaunchStatistics(20e6, 19e6, 21e6, 5), 1, null, whole),
                new("e", null, null, null, whole),
            ]
        );
        Assert.Equal(expected, table.Finding);
    }

    [Fact]
    public void Finding_NothingToCompare_IsNull() =>
        Assert.Null(
            new ResultTable(
                typeof(object),
                "article",
                [new("b", new LaunchStatistics(1, 1, 1, 1), 1, null, null), new("c", null, null, null, null)]
            ).Finding
        );

    [Fact]
    public void AlgorithmFinding_KernelsBesideTheFastestModel_AreSaidWithTheirRatio() =>
        Assert.Equal(
            "The fastest model, fork-join, needs 75.00 ms for the article. One core with a better algorithm: square-root 25.00 "
                + "µs (3,000x), vector-trial-division 5.000 ms (15x).",
            AlgorithmFinding.Compare(
                ("fork-join", 75e6),
                [("trial-division", 150e6), ("vector-trial-division", 5e6), ("square-root", 25e3)]
            )
        );

    [Fact]
    public void AlgorithmFinding_NoKernelIsBetter_IsNothing() =>
        Assert.Null(AlgorithmFinding.Compare(("fork-join", 75e6), [("trial-division", 150e6)]));
}
