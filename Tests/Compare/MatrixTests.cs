using System.Collections.Immutable;
using ConcurrencyBench.Compare.Judging;
using ConcurrencyBench.Compare.Loading;
using ConcurrencyBench.Compare.Matching;
using ConcurrencyBench.Tests.Infrastructure;

namespace ConcurrencyBench.Tests.Compare;

public sealed class MatrixTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_MachineTwiceAsSlowThroughout_HasTheSameSpeedups()
    {
        Matrix matrix = MatrixOf(Run("one", (1000, 500, 250)), Run("two", (2000, 1000, 500)));

        Assert.Equal([Verdict.Same, Verdict.Same], matrix.Changes.Select(row => row[1]?.Verdict).OfType<Verdict>());
        Assert.Empty(matrix.Reversals);
    }

    [Fact]
    public void Of_SpeedupLower_IsJudgedAgainstTheFirstRun()
    {
        Matrix matrix = MatrixOf(Run("one", (1000, 500, 250)), Run("two", (1000, 500, 400)));

        SpeedupChange change = matrix.Changes[2][1]!;
        Assert.Equal("Suite.Work.Quick", matrix.Table.Rows[2].Key.FullName[..16]);
        Assert.Equal(Verdict.Slower, change.Verdict);
        Assert.Equal(2.5 / 4, Math.Exp(change.LogRatio.Value), 2);
    }

    [Fact]
    public void Of_OrderChanged_IsAReversal()
    {
        Matrix matrix = MatrixOf(Run("one", (1000, 500, 250)), Run("two", (1000, 250, 500)));

        RankReversal reversal = Assert.Single(matrix.Reversals);
        Assert.Equal("Suite.Work.Quick(N: 1)", reversal.One.Key.FullName);
        Assert.Equal("Suite.Work.Other(N: 1)", reversal.Other.Key.FullName);
        Assert.Equal((0, 1), (reversal.Run, reversal.OtherRun));
    }

    [Fact]
    public void Of_OrderChangedWithinNoise_IsATie()
    {
        Matrix matrix = MatrixOf(Run("one", (1000, 500, 501)), Run("two", (1000, 501, 500)));

        Assert.Empty(matrix.Reversals);
        Assert.All(matrix.Rankings, ranking => Assert.Equal([1, 1, 3], ranking.Places.Select(place => place.Rank)));
    }

    [Fact]
    public void Of_FourLaunches_ConfirmNoRank()
    {
        Report run = ReportLoader.Load(
            new TestReport().With("Base", TestReport.Around(1000)).With("Quick", TestReport.Around(500, launches: 4)).In(_folder, "few"),
            takesAllRuns: false);

        Assert.All(MatrixOf(run, run).Rankings.SelectMany(ranking => ranking.Places), place => Assert.Equal(1, place.Rank));
    }

    // Speed-ups 2 and 4: their geometric mean is √8. The baseline counts once: Var = v₀ + (v₁ + v₂) ÷ 4.
    [Fact]
    public void Of_GeometricMean_IsOfTheSpeedupsAndKnowsItsSharedBaseline()
    {
        Matrix matrix = MatrixOf(Run("one", (1000, 500, 250)), Run("two", (1000, 500, 250)));

        GroupMean mean = Assert.Single(matrix.Means);
        Assert.Equal(2, mean.Benchmarks);
        Assert.Equal(Math.Sqrt(8), Math.Exp(mean.LogMeans[0].Value), 3);
        double[] variances = [.. matrix.Table.Rows.Select(row => row.Cells[0].Log!.Value.Variance)];
        Assert.Equal(variances[0] + ((variances[1] + variances[2]) / 4), mean.LogMeans[0].Variance, 12);
    }

    [Fact]
    public void Of_NoBaseline_IsNotJudged()
    {
        Report run = Run("one", (1000, 500, 250));

        Assert.False(Matrix.Of([run, run], baselineMethod: null, JudgingRules.Default).IsJudged);
    }

    [Theory]
    [InlineData("Base")]
    [InlineData("Work.Base")]
    public void InRunBaseline_NamedByTheUser_IsFoundInEachGroup(string method)
        => Assert.Equal("Suite.Work.Base(N: 1)", Assert.Single(InRunBaseline.Find(Run("one", (1000, 500, 250)), method)).Value.Key.FullName);

    [Fact]
    public void InRunBaseline_OfTheSuite_ComesFromHostJson()
    {
        Report report = ReportLoader.Load(CompareRun.Fixture("suite/machine-a"), takesAllRuns: false);

        Assert.EndsWith("ModelBenchmarks.Sequential(Workload: \"article\")", Assert.Single(InRunBaseline.Find(report, method: null)).Value.Key.FullName, StringComparison.Ordinal);
    }

    [Fact]
    public void ShortNames_OfPathsAndBenchmarks_KeepWhatTellsThemApart()
    {
        ImmutableArray<string> paths = ShortNames.OfPaths(["results/a/run", "results/b/run"]);
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.Of([new BenchmarkKey("A.B.Type.One(x: 1.5)", "Job"), new BenchmarkKey("A.B.Other.Two", "Job")]);

        Assert.Equal<string>(["a", "b"], paths);
        Assert.Equal(["Other.Two", "Type.One(x: 1.5)"], names.Values.Order(StringComparer.Ordinal));
    }

    private static Matrix MatrixOf(params ImmutableArray<Report> runs) => Matrix.Of(runs, "Base", JudgingRules.Default);

    private Report Run(string name, (double Base, double Other, double Quick) times)
        => ReportLoader.Load(
            new TestReport()
                .With("Base", TestReport.Around(times.Base), arguments: "(N: 1)")
                .With("Other", TestReport.Around(times.Other, spread: 0.0021), arguments: "(N: 1)")
                .With("Quick", TestReport.Around(times.Quick, spread: 0.0019), arguments: "(N: 1)")
                .In(_folder, name),
            takesAllRuns: false);
}
