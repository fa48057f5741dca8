using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

/// <summary>What the verdicts of <c>gate</c> are worth, from runs of three benchmarks with known truth and fixed seeds.</summary>
public class GateSimulationTests(ITestOutputHelper output)
{
    private const int Seed = 20_260;
    private const int Runs = 3000;
    private const int ManyRuns = 20_000;

    // A quiet benchmark, a middling one, and a noisy one with more pairs.
    private static readonly ImmutableArray<SimulatedCell> Cells = [new(0.025, 9, 18), new(0.032, 9, 18), new(0.054, 12, 28)];

    [Fact]
    public void NothingChanged_FewRunsCallAnything() => AssertQuiet(Simulate(Runs, Cells), Runs);

    [Fact]
    public void FivePercentSlower_IsFoundInEveryCell()
    {
        SimulatedRuns result = Simulate(Runs, Slower(Cells, 5));

        Assert.All(result.Found, found => Assert.InRange(found, 0.95, 1));
        Assert.InRange(result.Closed, 0, 0.001);
    }

    [Fact]
    public void OneLaunchInTenAtHalfSpeed_HidesNothingAndMakesNothing()
    {
        ImmutableArray<SimulatedCell> benchmarks = Bad(Cells, 0.1, 0.1);

        AssertQuiet(Simulate(Runs, benchmarks), Runs);
        Assert.All(Simulate(Runs, Slower(benchmarks, 5)).Found, found => Assert.InRange(found, 0.9, 1));
    }

    [Fact]
    public void TwoCellsSlower_TheThirdStaysQuiet() => AssertQuiet(Simulate(Runs, [.. Slower(Cells, 5)[..2], Cells[2]]), Runs);

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(0, 0, false)]
    [InlineData(0.1, 0.1, false)]
    [InlineData(0, 0, true)]
    [InlineData(0.1, 0.1, true)]
    [InlineData(0.25, 0.25, false)]
    [InlineData(0.05, 0.15, false)]
    [InlineData(0.02, 0.15, true)]
    [Trait("Length", "Long")]
    public void NothingChanged_ManyRuns_AtMostOneInAHundredCallsAnything(double baselineBad, double candidateBad, bool skew) =>
        AssertQuiet(Simulate(ManyRuns, Bad(Skewed(Cells, skew), baselineBad, candidateBad)), ManyRuns);

    // The limit of setting aside: with one launch in four bad, half of a side is bad in one benchmark in fifty. Its many are
    // then taken for what they are, and a candidate that alone has them is called slower. The promise is about sides alike.
    [Fact(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public void OneLaunchInFourBadInTheCandidateAlone_IsSometimesCalled() =>
        Assert.InRange(Simulate(ManyRuns, Bad(Cells, 0.05, 0.25)).FalseSlower, GateRules.FalseSlowerRate, 0.04);

    // A gate that nobody can pass is worth nothing.
    [Theory(Timeout = TestLimit.Long)]
    [InlineData(0)]
    [InlineData(0.1)]
    [Trait("Length", "Long")]
    public void NothingChanged_ManyRuns_NearlyAllPass(double bad) =>
        Assert.InRange(Simulate(ManyRuns, Bad(Cells, bad, bad)).Closed, 0.95, 1);

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0, true)]
    [InlineData(0.1, true)]
    [Trait("Length", "Long")]
    public void Slower_ManyRuns_PowerGrowsWithTheChange(double bad, bool skew)
    {
        SimulatedRuns[] results =
        [
            .. new[] { 1.0, 2, 3, 5, 10 }.Select(percent => Simulate(ManyRuns / 4, Slower(Bad(Skewed(Cells, skew), bad, bad), percent))),
        ];

        Assert.All(
            Enumerable.Range(0, Cells.Length),
            benchmark =>
            {
                double[] found = [.. results.Select(result => result.Found[benchmark])];
                Assert.All(found.Zip(found.Skip(1)), pair => Assert.InRange(pair.Second, pair.First - Allowance(0.01, ManyRuns / 4), 1));
                Assert.InRange(found[0], 0, 0.1);
                Assert.InRange(found[3], 0.9, 1);
                Assert.InRange(found[4], 0.99, 1);
            }
        );
    }

    // What is printed before a run holds: a change of the minimum detectable effect is found.
    [Theory(Timeout = TestLimit.Long)]
    [InlineData(0.025, 9, 18, 3)]
    [InlineData(0.054, 12, 28, 3)]
    [InlineData(0.04, 12, 24, 40)]
    [InlineData(0.04, 9, 9, 3)]
    [Trait("Length", "Long")]
    public void ChangeOfTheMinimumDetectableEffect_IsFoundInNineteenOfTwenty(double noise, int stageOne, int stageTwo, int benchmarks)
    {
        double effect = GateSensitivity.ComputeMinimumDetectableEffect(noise, stageTwo, benchmarks, JudgingRules.Default);
        SimulatedCell quiet = new(noise, stageOne, stageTwo);

        SimulatedRuns result = Simulate(
            ManyRuns / 10,
            [quiet with { LogRatio = Math.Log(1 + effect) }, .. Enumerable.Repeat(quiet, benchmarks - 1)]
        );

        Assert.InRange(result.Found[0], 0.95 - Allowance(0.05, ManyRuns / 10), 1);
    }

    // The gate must promise 1 %; three standard errors are chance's.
    private static void AssertQuiet(SimulatedRuns result, int runs)
    {
        Assert.InRange(result.FalseSlower, 0, GateRules.FalseSlowerRate + Allowance(GateRules.FalseSlowerRate, runs));
        Assert.InRange(result.FalseFaster, 0, GateRules.FalseSlowerRate + Allowance(GateRules.FalseSlowerRate, runs));
    }

    private static double Allowance(double share, int runs) => 3 * Math.Sqrt(share * (1 - share) / runs);

    private static ImmutableArray<SimulatedCell> Slower(ImmutableArray<SimulatedCell> benchmarks, double percent) =>
        [.. benchmarks.Select(benchmark => benchmark with { LogRatio = Math.Log(1 + (percent / 100)) })];

    private static ImmutableArray<SimulatedCell> Bad(ImmutableArray<SimulatedCell> benchmarks, double baseline, double candidate) =>
        [.. benchmarks.Select(benchmark => benchmark with { BaselineBad = baseline, CandidateBad = candidate })];

    private static ImmutableArray<SimulatedCell> Skewed(ImmutableArray<SimulatedCell> benchmarks, bool skew) =>
        [.. benchmarks.Select(benchmark => benchmark with { Skew = skew })];

    private SimulatedRuns Simulate(int runs, ImmutableArray<SimulatedCell> benchmarks)
    {
        SimulatedRuns result = SimulatedRuns.Of(runs, Seed, benchmarks);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{runs} runs of {benchmarks.Length} benchmarks, +{Math.Exp(benchmarks[0].LogRatio) - 1:P1}, bad "
                    + $"{benchmarks[0].BaselineBad:P0} and {benchmarks[0].CandidateBad:P0}, skewed {benchmarks[0].Skew}: false slower "
                    + $"{result.FalseSlower:P2}, false faster {result.FalseFaster:P2}, found "
                    + $"{string.Join(" ", result.Found.Take(3).Select(found => found.ToString("F3", CultureInfo.InvariantCulture)))}, "
                    + $"exit 0 {result.Closed:P1}, MDE "
                    + $"{string.Join(" ", result.Detectable.Take(3).Select(effect => effect.ToString("P1", CultureInfo.InvariantCulture)))}"
            )
        );
        return result;
    }
}
