using Perfolizer.Mathematics.SignificanceTesting.Base;
using Perfolizer.Mathematics.SignificanceTesting.MannWhitney;
using Perfolizer.Metrology;
using Pragmastat;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

/// <summary>
/// What the verdicts of <c>compare</c> are worth, from suites of 50 benchmarks with known truth. The table is in docs/methodology.md.
/// </summary>
[Trait("Length", "Long")]
public class SimulationTests(ITestOutputHelper output)
{
    private const int Suites = 4000;
    private const int Benchmarks = 50;
    private const int MixedSuites = 1000;
    private const double Noise = 0.02;
    private const double OutlierShare = 0.1;

    private static readonly double[] Ratios = [1.05, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0];

    public static MatrixTheoryData<int, int> LaunchesAndBenchmarks { get; } = new([3, 4, 5, 8, 10, 20], [20, 50, 200, 1000]);

    [Theory(Timeout = TestLimit.Long)]
    [MemberData(nameof(LaunchesAndBenchmarks))]
    public void NoChange_IntervalsCoverAndSuitesStayQuiet(int launches, int benchmarks)
    {
        int suites = CountSuites(benchmarks);
        SimulationResult result = Simulate(launches, ratio: 1, benchmarks, suites);

        Assert.InRange(result.Coverage, 0.93, 0.97);
        Assert.InRange(result.FalseSuites, 0, 0.05 + ComputeMonteCarloError(suites));
    }

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(3, 50, 0.5, 0.5)]
    [InlineData(4, 50, 0.7, 0.7)]
    [InlineData(5, 50, 0.85, 0.95)]
    [InlineData(5, 200, 0.7, 0.85)]
    [InlineData(8, 50, 0.95, 0.95)]
    [InlineData(10, 50, 0.95, 0.95)]
    [InlineData(20, 50, 0.95, 0.95)]
    public void LoneChangeOfTenPercent_IsFoundOrSuspected(int launches, int benchmarks, double found, double suspected)
    {
        SimulationResult result = Simulate(launches, ratio: 1.1, benchmarks, CountSuites(benchmarks));

        Assert.InRange(result.Found, found, 1);
        Assert.InRange(result.Suspected, suspected, 1);
        Assert.InRange(result.Coverage, 0.93, 0.97);
    }

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(5)]
    [InlineData(10)]
    public void GrowingChange_PowerDoesNotFall(int launches)
    {
        double[] found = [.. Ratios.Select(ratio => Simulate(launches, ratio).Found)];

        // Two shares differ by chance by up to three standard errors.
        Assert.All(
            found.Zip(found.Skip(1)),
            pair =>
                Assert.InRange(pair.Second, pair.First - (3 * Math.Sqrt(2 * Math.Max(pair.First * (1 - pair.First), 0.001) / Suites)), 1)
        );
    }

    // Some benchmarks of a suite are four times as noisy as others.
    [Theory(Timeout = TestLimit.Long)]
    [InlineData(3, 20)]
    [InlineData(3, 50)]
    [InlineData(5, 50)]
    [InlineData(3, 500)]
    [InlineData(10, 50)]
    public void NoChange_QuietAndNoisyBenchmarks_StaysQuietToo(int launches, int benchmarks)
    {
        SimulationResult result = Simulate(launches, ratio: 1, benchmarks, MixedSuites, spread: 0.7);

        Assert.InRange(result.Coverage, 0.93, 0.97);
        Assert.InRange(result.FalseSuites, 0, 0.05 + ComputeMonteCarloError(MixedSuites));
    }

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(30, 0.05)]
    [InlineData(110, 0.05)]
    [InlineData(110, 0.01)]
    [InlineData(1000, 0.05)]
    public void NoChange_OneLaunch_StaysQuietToo(int benchmarks, double outlierShare) =>
        Assert.InRange(
            Simulate(1, ratio: 1, benchmarks, MixedSuites, spread: 0.7, outlierShare).FalseSuites,
            0,
            0.05 + ComputeMonteCarloError(MixedSuites)
        );

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(30, 0.9)]
    [InlineData(110, 0.9)]
    public void LoneChangeToThreeTimes_OneLaunch_IsFound(int benchmarks, double found) =>
        Assert.InRange(Simulate(1, ratio: 3, benchmarks, MixedSuites, spread: 0.7, outlierShare: 0.05).Found, found, 1);

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(1, 5)]
    [InlineData(1, 10)]
    public void NoChange_SuiteOfOne_StaysQuietToo(int benchmarks, int launches) =>
        Assert.InRange(Simulate(launches, ratio: 1, benchmarks: benchmarks).FalseSuites, 0, 0.05 + ComputeMonteCarloError(Suites));

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(20)]
    public void PooledMannWhitney_AsOtherToolsJudge_IsFalseInNearlyEverySuite(int launches)
    {
        int falseSuites = Enumerable
            .Range(0, Suites)
            .AsParallel()
            .Count(suite =>
                new SimulatedLaunches(launches, Noise, OutlierShare, suite)
                    .Suite(Benchmarks, ratio: 1)
                    .Any(pair =>
                        MannWhitneyTest
                            .Instance.Perform(
                                Pooled(pair.Baseline!),
                                Pooled(pair.Candidate!),
                                AlternativeHypothesis.TwoSides,
                                Threshold.Zero
                            )
                            .PValue < 0.05
                    )
            );

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"launches {launches}: pooled Mann–Whitney at 0.05, suites with a false verdict {falseSuites / (double)Suites:P1}"
            )
        );
        Assert.InRange(falseSuites / (double)Suites, 0.9, 1);
    }

    private static Sample Pooled(ConcurrencyBench.Analysis.Loading.Benchmark benchmark) =>
        new([.. benchmark.Launches.SelectMany(launch => launch.NanosecondsPerOp)]);

    // As many benchmarks in all, within bounds: more suites of few.
    private static int CountSuites(int benchmarks) => Math.Clamp(Suites * Benchmarks / benchmarks, 1000, Suites);

    // Three standard errors of a share of 5 %.
    private static double ComputeMonteCarloError(int suites) => 3 * Math.Sqrt(0.05 * 0.95 / suites);

    private SimulationResult Simulate(
        int launches,
        double ratio,
        int benchmarks = Benchmarks,
        int suites = Suites,
        double spread = 0,
        double outlierShare = OutlierShare
    )
    {
        SimulationResult result = SimulationResult.Of(
            suites,
            benchmarks,
            ratio,
            seed => new SimulatedLaunches(launches, Noise, outlierShare, seed) { Spread = spread }
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"launches {launches}, benchmarks {benchmarks}, spread {spread}, outliers {outlierShare}, ratio {ratio}: "
                    + $"coverage {result.Coverage:F4}, suites with a false verdict {result.FalseSuites:P1}, found {result.Found:F3}, "
                    + $"suspected or found {result.Suspected:F3}"
            )
        );
        return result;
    }
}
