using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

public sealed class ComparisonTests : IDisposable
{
    private static readonly TestReport Steady = new TestReport().With("Run", TestReport.Around(100));

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Create_WithoutRules_TakesTheDefault() => Assert.Equal(JudgingRules.Default, Compare(Steady, Steady).Rules);

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(-0.02, 0.05)]
    [InlineData(double.NaN, 0.05)]
    [InlineData(0.02, 0.01)]
    [InlineData(0.02, double.NaN)]
    public void Create_RulesWithoutSense_Throws(double margin, double tolerance) =>
        Assert.Throws<ArgumentOutOfRangeException>("rules", () => Compare(Steady, Steady, new JudgingRules(margin, tolerance)));

    [Fact]
    public void Create_ReportsOfTwoMachines_ThrowsUnlessTheyAreSaidToBeOne()
    {
        TestReport other = Steady with { Processor = "Other CPU" };
        UsageException exception = Assert.Throws<UsageException>(() => Compare(Steady, other));
        Assert.Contains("Test, 2 cores", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Other, 2 cores", exception.Message, StringComparison.Ordinal);
        Assert.Single(Compare(Steady, other, isSameMachine: true).Judgements);
    }

    [Fact]
    public void Ratio_OfALaterTime_IsCandidateByBaselineInItsInterval()
    {
        Judgement judgement = Assert.Single(Compare(Steady, new TestReport().With("Run", TestReport.Around(150))).Judgements);
        Assert.Equal((Verdict.Slower, InconclusiveReason.None), (judgement.Verdict, judgement.Reason));
        Assert.Equal(1.5, judgement.Ratio.Value, 1e-9);
        Assert.InRange(judgement.Ratio.Value, judgement.Ratio.Lower, judgement.Ratio.Upper);
        Assert.InRange(judgement.Ratio.Upper, 1.5, 1.51);
    }

    [Fact]
    public void GeometricMeanRatio_OfTwoBenchmarks_IsTheRootOfTheProduct()
    {
        Comparison comparison = Compare(
            Steady.With("Walk", TestReport.Around(10)),
            new TestReport().With("Run", TestReport.Around(200)).With("Walk", TestReport.Around(80))
        );
        Assert.Equal(4, comparison.GeometricMeanRatio!.Value.Value, 1e-9); // √(2 · 8)
    }

    [Fact]
    public void FromLaunches_FiveLaunches_IsTheGeometricMeanOfTheirMediansInItsInterval()
    {
        IntervalEstimate time = IntervalEstimate.FromLaunches(LoadOnly(Steady))!.Value;

        // Launches at 0.996, 0.998, 1, 1.002 and 1.004 times 100 ns; the median iteration of three lies 0.02 % above. t(0.975, 4) = 2.776,
        // and the standard error is √(0.00001 ÷ 5) = 0.00141 of the time.
        Assert.Equal(100.02, time.Value, 0.001);
        Assert.Equal(100.02 * (1 - (2.776 * 0.001414)), time.Lower, 0.01);
        Assert.Equal(100.02 * (1 + (2.776 * 0.001414)), time.Upper, 0.01);
    }

    [Fact]
    public void FromLaunches_TwoLaunches_HasNoInterval() =>
        Assert.Equal(
            (0, double.PositiveInfinity),
            IntervalEstimate.FromLaunches(LoadOnly(new TestReport().With("Run", TestReport.Around(100, launches: 2)))) is { } time
                ? (time.Lower, time.Upper)
                : (double.NaN, double.NaN)
        );

    [Fact]
    public void FromLaunches_FailedBenchmark_IsNull() =>
        Assert.Null(IntervalEstimate.FromLaunches(LoadOnly(new TestReport().With("Run", launches: null))));

    public void Dispose() => _folder.Dispose();

    private Comparison Compare(TestReport baseline, TestReport candidate, JudgingRules? rules = null, bool isSameMachine = false) =>
        Comparison.Create(Load(baseline, "baseline"), Load(candidate, "candidate"), rules, isSameMachine: isSameMachine);

    private Benchmark LoadOnly(TestReport report) => Assert.Single(Load(report, "report").Benchmarks);

    private Report Load(TestReport report, string name) => ReportLoader.Load(report.In(_folder, name));
}
