using ConcurrencyBench.Analysis.Scaling;

namespace ConcurrencyBench.Analysis.Tests.Scaling;

public sealed class ScalingLawsTests
{
    private const double Lambda = 1e9 / SimulatedScaling.NanosecondsWithOneWorker;

    [Theory]
    [InlineData(8, 0, 1)]
    [InlineData(8, 0.02, 2)]
    [InlineData(16, 0.1, 3)]
    [InlineData(64, 0.3, 4)]
    [InlineData(8, 0.9, 5)]
    public void FitAmdahl_KnownLawWithNoise_RecoversIt(int cores, double sigma, int seed)
    {
        ScalingFit fit = ScalingLaws.FitAmdahl(Simulate(cores, sigma, 0, seed), cores).Fit!;
        Assert.Equal(sigma, fit.Sigma.Value, 0.01);
        Assert.Equal(Lambda, fit.Lambda.Value, 0.01 * Lambda);
        Assert.InRange(fit.Sigma.High - fit.Sigma.Low, 0, 0.06);
        Assert.Null(fit.Kappa);
        Assert.Null(fit.Peak);
    }

    [Theory]
    [InlineData(8, 0.02, 0, 1)]
    [InlineData(8, 0.05, 0.01, 2)]
    [InlineData(16, 0.1, 0.002, 3)]
    [InlineData(64, 0.03, 0.0005, 4)]
    [InlineData(64, 0, 0.001, 5)]
    public void FitGunther_KnownLawWithNoise_RecoversIt(int cores, double sigma, double kappa, int seed)
    {
        ScalingFit fit = ScalingLaws.FitGunther(Simulate(cores, sigma, kappa, seed), cores).Fit!;
        Assert.Equal(sigma, fit.Sigma.Value, 0.02);
        Assert.Equal(kappa, fit.Kappa!.Value.Value, 0.003);
        Assert.Equal(Lambda, fit.Lambda.Value, 0.02 * Lambda);
        Assert.True(fit.WorstDeviation < 0.03);
    }

    [Fact]
    public void Peak_KnownLaw_IsWhereThroughputIsHighest()
    {
        // √((1 − 0.04) / 0.0015) = √640 = 25.298
        ScalingFit fit = ScalingLaws
            .FitGunther(SimulatedScaling.Launches(WorkerLadder.ChooseCounts(64, maxWorkers: 512), 0.04, 0.0015, 0, 2, new Random(1)), 64)
            .Fit!;
        Assert.Equal(25.298, fit.Peak!.Value, 0.001);
        Assert.True(fit.Law.SpeedupWith(25.298) > fit.Law.SpeedupWith(24.3) && fit.Law.SpeedupWith(25.298) > fit.Law.SpeedupWith(26.3));
    }

    /// <summary>Counted, not hoped: of so many simulated fits the share whose interval holds the truth is near 95 %.</summary>
    /// <remarks>
    /// The standard error of a share of 0.95 among 400 is 0.011, so 0.92 to 0.98 is within 2.7 of them. On a bound an interval
    /// has only one end that can miss, and covers 97.5 % or more.
    /// </remarks>
    [Theory]
    [InlineData(8, 0.05, 0.004, 5, 0.92, 0.98)]
    [InlineData(16, 0.1, 0.002, 5, 0.92, 0.98)]
    [InlineData(6, 0.1, 0.02, 3, 0.92, 0.98)]
    [InlineData(8, 0, 0, 5, 0.95, 1)]
    public void FitGunther_ManySimulations_IntervalsCoverTheTruthAsStated(
        int cores,
        double sigma,
        double kappa,
        int launches,
        double least,
        double most
    )
    {
        const int Fits = 400;
        Random random = new(20261123);
        ScalingFit[] fits =
        [
            .. Enumerable
                .Range(0, Fits)
                .Select(_ =>
                    ScalingLaws
                        .FitGunther(
                            SimulatedScaling.Launches(
                                WorkerLadder.ChooseCounts(cores, maxWorkers: 512),
                                sigma,
                                kappa,
                                0.02,
                                launches,
                                random
                            ),
                            cores
                        )
                        .Fit!
                ),
        ];
        Assert.InRange(fits.Average(fit => Covers(fit.Sigma, sigma)), least, most);
        Assert.InRange(fits.Average(fit => Covers(fit.Kappa!.Value, kappa)), least, most);
        Assert.InRange(fits.Average(fit => Covers(fit.Lambda, Lambda)), 0.92, 1);
        Assert.All(
            fits,
            fit =>
                Assert.True(
                    fit.Sigma.Low <= fit.Sigma.Value && fit.Sigma.Value <= fit.Sigma.High && fit.Kappa!.Value.Low <= fit.Kappa.Value.Value
                )
        );
    }

    [Fact]
    public void FitAmdahl_ManySimulations_IntervalsCoverTheTruthAsStated()
    {
        Random random = new(7);
        double covered = Enumerable
            .Range(0, 400)
            .Average(_ =>
                Covers(
                    ScalingLaws
                        .FitAmdahl(SimulatedScaling.Launches(WorkerLadder.ChooseCounts(8, maxWorkers: 512), 0.05, 0, 0.02, 5, random), 8)
                        .Fit!.Sigma,
                    0.05
                )
            );
        Assert.InRange(covered, 0.92, 0.98);
    }

    [Fact]
    public void FitAmdahl_OneOutlierLaunch_IsExcludedAndCounted()
    {
        ImmutableArray<LaunchTime> launches = Simulate(8, 0.05, 0, 11);
        LaunchTime outlier = launches[12] with { Nanoseconds = 1.8 * launches[12].Nanoseconds };
        ScalingFit fit = ScalingLaws.FitAmdahl(launches.SetItem(12, outlier), 8).Fit!;
        Assert.Equal(1, fit.OutlierLaunches);
        Assert.Equal(0.05, fit.Sigma.Value, 0.01);
    }

    // As many launches lie far below as far above: then the many may be the slow ones.
    [Fact]
    public void FitAmdahl_OneLaunchFarBelow_ExcludesNone()
    {
        ImmutableArray<LaunchTime> launches = Simulate(8, 0.05, 0, 11);
        LaunchTime slow = launches[12] with { Nanoseconds = 1.8 * launches[12].Nanoseconds };
        LaunchTime fast = launches[20] with { Nanoseconds = launches[20].Nanoseconds / 1.8 };
        Assert.Equal(0, ScalingLaws.FitAmdahl(launches.SetItem(12, slow).SetItem(20, fast), 8).Fit!.OutlierLaunches);
    }

    [Fact]
    public void Fit_PerfectSpeedup_HasNothingSerialAndNoPeak()
    {
        ImmutableArray<LaunchTime> perfect = SimulatedScaling.Launches([1, 2, 3, 4, 8], 0, 0, 0, 3, new Random(1));
        Assert.Equal(0, ScalingLaws.FitAmdahl(perfect, 8).Fit!.Sigma.Value, 1e-9);
        ScalingFit gunther = ScalingLaws.FitGunther(perfect, 8).Fit!;
        Assert.Equal(0, gunther.Sigma.Value, 1e-9);
        Assert.Equal(0, gunther.Kappa!.Value.Value, 1e-9);
    }

    /// <summary>Faster with p workers than p times: no law has that, and no parameter becomes negative.</summary>
    [Fact]
    public void Fit_MoreThanPerfectSpeedup_StaysAtTheBoundAndShowsTheDeviation()
    {
        ImmutableArray<LaunchTime> superlinear =
        [
            .. Enumerable.Range(1, 4).SelectMany(p => Enumerable.Range(100, 2).Select(ns => new LaunchTime(p, ns / Math.Pow(p, 1.2)))),
        ];
        ScalingFit fit = ScalingLaws.FitGunther(superlinear, 4).Fit!;
        Assert.Equal(0, fit.Sigma.Value);
        Assert.Equal(0, fit.Kappa!.Value.Value);
        Assert.Equal(0, fit.Sigma.Low);
        Assert.Null(fit.Peak);
        Assert.True(fit.WorstDeviation > 0.1);
    }

    [Fact]
    public void Fit_Flat_IsAllSerialAndHasNoPeak()
    {
        ImmutableArray<LaunchTime> flat = SimulatedScaling.Launches([1, 2, 3, 4, 8], 1, 0, 0, 3, new Random(1));
        Assert.Equal(1, ScalingLaws.FitAmdahl(flat, 8).Fit!.Sigma.Value, 1e-9);
        Assert.Equal(1, ScalingLaws.FitGunther(flat, 8).Fit!.Sigma.Value, 1e-6);
    }

    /// <summary>Slower with every worker: as Amdahl's law that is all serial, and not more than that.</summary>
    [Fact]
    public void FitAmdahl_SlowerWithWorkers_IsAllSerial()
    {
        ImmutableArray<LaunchTime> slower = SimulatedScaling.Launches([1, 2, 3, 4], 1.5, 0, 0.01, 5, new Random(1));
        Assert.Equal(1, ScalingLaws.FitAmdahl(slower, 4).Fit!.Sigma.Value);
    }

    [Theory]
    [InlineData(new int[0], 8, 0)]
    [InlineData(new[] { 1 }, 8, 1)]
    [InlineData(new[] { 1, 2 }, 8, 2)]
    [InlineData(new[] { 1, 2, 3, 4 }, 2, 2)]
    public void Fit_TooFewCountsWithinTheCores_SaysSoInsteadOfNumbers(int[] counts, int cores, int measured)
    {
        ImmutableArray<LaunchTime> launches = SimulatedScaling.Launches(counts, 0.1, 0, 0.02, 5, new Random(1));
        foreach (FitOutcome outcome in new[] { ScalingLaws.FitAmdahl(launches, cores), ScalingLaws.FitGunther(launches, cores) })
        {
            Assert.Null(outcome.Fit);
            Assert.StartsWith(
                $"cannot be fitted: too few worker counts within the cores ({measured} measured",
                outcome.ReasonWhyNone,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void FitGunther_ThreeCounts_SaysSoThoughAmdahlFits()
    {
        ImmutableArray<LaunchTime> launches = SimulatedScaling.Launches([1, 2, 3], 0.1, 0, 0.02, 5, new Random(1));
        Assert.NotNull(ScalingLaws.FitAmdahl(launches, 3).Fit);
        Assert.Contains("3 measured, 4 needed", ScalingLaws.FitGunther(launches, 3).ReasonWhyNone, StringComparison.Ordinal);
    }

    private static ImmutableArray<LaunchTime> Simulate(int cores, double sigma, double kappa, int seed) =>
        SimulatedScaling.Launches(WorkerLadder.ChooseCounts(cores, maxWorkers: 512), sigma, kappa, 0.02, 5, new Random(seed));

    private static int Covers(FittedParameter interval, double truth) => interval.Low <= truth && truth <= interval.High ? 1 : 0;
}
