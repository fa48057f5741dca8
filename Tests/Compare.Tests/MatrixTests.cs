using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

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
            takesAllRuns: false
        );

        Assert.All(MatrixOf(run, run).Rankings.SelectMany(ranking => ranking.Places), place => Assert.Equal(1, place.Rank));
    }

    [Fact]
    public void Of_OtherIterationCounts_DoNotMoveTheRatio()
    {
        // The same launches, but one benchmark's are longer: their minimum would be lower.
        static double[][] Launches(int iterations) =>
            [
                .. Enumerable
                    .Range(0, 5)
                    .Select(launch =>
                        Enumerable
                            .Range(0, iterations)
                            .Select(i => 1000 + launch + (50.0 * ((i % 5) + 1)) - (i == iterations - 1 && iterations > 5 ? 200 : 0))
                            .ToArray()
                    ),
            ];
        Report run = ReportLoader.Load(
            new TestReport().With("Base", Launches(100)).With("Other", Launches(5)).In(_folder, "uneven"),
            takesAllRuns: false
        );

        RunTable table = RunTable.FromRuns([run, run], "Base");

        Assert.Equal(0, table.ComputeLogSpeedup(table.Rows[1], 0)!.Value.Value, 3);
    }

    [Fact]
    public void Of_NoisyThirdRun_ChangesNothingInTheOthers()
    {
        Report one = Run("one", (1000, 500, 250));
        Report two = Run("two", (1000, 500, 250));
        Report noisy = ReportLoader.Load(
            new TestReport()
                .With("Base", TestReport.Around(1000), arguments: "(N: 1)")
                .With(
                    "Other",
                    [
                        [500],
                        [900],
                        [420],
                        [700],
                        [380],
                    ],
                    arguments: "(N: 1)"
                )
                .In(_folder, "noisy"),
            takesAllRuns: false
        );

        Matrix alone = MatrixOf(one, two);
        Matrix together = MatrixOf(one, two, noisy);

        Assert.Equal(alone.Table.Rows.Select(row => row.Cells[1].Log), together.Table.Rows.Select(row => row.Cells[1].Log));
    }

    [Fact]
    public void Group_ClassesNestedInDifferentTypes_AreDifferentGroups()
    {
        static string GroupOf(string fullName) =>
            new Benchmark(new BenchmarkKey(fullName, JobId.Default), "Inner.Run", "Inner", "Run", MeasurementKind.Raw, [], null, []).Group;

        Assert.Equal("Inner.Run.OuterA+Inner(N: 1) [DefaultJob]", GroupOf("Inner.Run.OuterA+Inner.Run(N: 1)"));
        Assert.Equal("Inner.Run.OuterB+Inner(N: 1) [DefaultJob]", GroupOf("Inner.Run.OuterB+Inner.Run(N: 1)"));
    }

    [Fact]
    public void Of_ManySmallChangesByChance_AreCorrectedForEachOther()
    {
        // Differences with p of about 0.02 each: enough alone, not among so many that show nothing.
        TestReport first = new TestReport().With("Base", TestReport.Around(1000, spread: 0.01));
        TestReport second = first;
        for (int i = 0; i < 40; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"Run{i:00}");
            first = first.With(name, TestReport.Around(500, spread: 0.01));
            second = second.With(name, TestReport.Around(i == 0 ? 520 : 500.1, spread: 0.01));
        }

        Matrix matrix = MatrixOf(
            ReportLoader.Load(first.In(_folder, "first"), false),
            ReportLoader.Load(second.In(_folder, "second"), false)
        );
        SpeedupChange change = matrix.Changes[1][1]!;

        Assert.InRange(change.LogRatio.PValue, 0.001, 0.05);
        Assert.Equal(Verdict.Inconclusive, change.Verdict);
        Assert.All(matrix.Rankings, ranking => Assert.Equal(1, ranking.Places[0].Rank));
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    public void Of_FourLaunchesOfTheBaselineOrTheFirstRun_ConfirmNothing(int baselineLaunches, int firstLaunches)
    {
        Report Load(string name, double nanoseconds, int baseline, int own) =>
            ReportLoader.Load(
                new TestReport()
                    .With("Base", TestReport.Around(1000, baseline))
                    .With("Run", TestReport.Around(nanoseconds, own))
                    .In(_folder, name),
                takesAllRuns: false
            );

        Matrix matrix = MatrixOf(Load("first", 500, 5, firstLaunches), Load("second", 800, baselineLaunches, 5));

        Assert.Equal(Verdict.Inconclusive, matrix.Changes[1][1]!.Verdict);
    }

    [Fact]
    public void Of_DifferencesBelowTheMargin_AreNoRanks()
    {
        Report run = ReportLoader.Load(
            new TestReport()
                .With("Base", TestReport.Around(1000, spread: 0.0001))
                .With("Run", TestReport.Around(1010, spread: 0.0001))
                .In(_folder, "near"),
            takesAllRuns: false
        );

        Assert.All(MatrixOf(run, run).Rankings.SelectMany(ranking => ranking.Places), place => Assert.Equal(1, place.Rank));
    }

    [Fact]
    public void Compare_FilterWithoutTheBaseline_KeepsIt()
    {
        string[] runs = [CompareRun.Fixture("suite/machine-a"), CompareRun.Fixture("suite/machine-b"), "--filter", "*ThreadSlices*"];

        CompareRun run = CompareRun.Run(runs);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1.22x", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ParallelFor", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_TooFewLaunchesOnTwoMachines_SaysThat()
    {
        string Write(string processor) =>
            new TestReport(Processor: processor)
                .With("Base", TestReport.Around(1000, launches: 1))
                .With("Run", TestReport.Around(500, launches: 1))
                .In(_folder, processor);

        CompareRun run = CompareRun.Run(Write("One"), Write("Two"), "--baseline-method", "Base");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("measure with --launchCount 5", run.Error, StringComparison.Ordinal);
        Assert.Contains("2.00x, too few launches", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BenchmarkThatTheFirstRunLacks_IsComparedWithTheFirstThatHasIt()
    {
        Report without = ReportLoader.Load(
            new TestReport().With("Base", TestReport.Around(1000), arguments: "(N: 1)").In(_folder, "without"),
            takesAllRuns: false
        );

        Matrix matrix = MatrixOf(without, Run("one", (1000, 500, 250)), Run("two", (1000, 500, 400)));

        Assert.Equal([null, null, Verdict.Slower], matrix.Changes[2].Select(change => change?.Verdict));
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

        Assert.False(Matrix.FromRuns([run, run], baselineMethod: null, JudgingRules.Default).IsJudged);
    }

    [Theory]
    [InlineData("Base")]
    [InlineData("Work.Base")]
    public void InRunBaseline_NamedByTheUser_IsFoundInEachGroup(string method) =>
        Assert.Equal("Suite.Work.Base(N: 1)", Assert.Single(InRunBaseline.Find(Run("one", (1000, 500, 250)), method)).Value.Key.FullName);

    [Fact]
    public void InRunBaseline_OfTheSuite_ComesFromHostJson()
    {
        Report report = ReportLoader.Load(CompareRun.Fixture("suite/machine-a"), takesAllRuns: false);

        Assert.EndsWith(
            "ModelBenchmarks.Sequential(Workload: \"article\")",
            Assert.Single(InRunBaseline.Find(report, method: null)).Value.Key.FullName,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ShortNames_OfPathsAndBenchmarks_KeepWhatTellsThemApart()
    {
        ImmutableArray<string> paths = ShortNames.ShortenPaths(["results/a/run", "results/b/run"]);
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks([
            new BenchmarkKey("A.B.Type.One(x: 1.5)", "Job"),
            new BenchmarkKey("A.B.Other.Two", "Job"),
        ]);

        Assert.Equal<string>(["a", "b"], paths);
        Assert.Equal(["Other.Two", "Type.One(x: 1.5)"], names.Values.Order(StringComparer.Ordinal));
    }

    private static Matrix MatrixOf(params ImmutableArray<Report> runs) => Matrix.FromRuns(runs, "Base", JudgingRules.Default);

    private Report Run(string name, (double Base, double Other, double Quick) times) =>
        ReportLoader.Load(
            new TestReport()
                .With("Base", TestReport.Around(times.Base), arguments: "(N: 1)")
                .With("Other", TestReport.Around(times.Other, spread: 0.0021), arguments: "(N: 1)")
                .With("Quick", TestReport.Around(times.Quick, spread: 0.0019), arguments: "(N: 1)")
                .In(_folder, name),
            takesAllRuns: false
        );
}
