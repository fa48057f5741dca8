using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Tests.Statistics;

public class VariancePriorTests
{
    private const int Degrees = 4;
    private const double Usual = 0.0004;

    [Fact]
    public void Fit_FewerBenchmarksThanTwenty_IsNull() =>
        Assert.Null(VariancePrior.Fit(Draw(VariancePrior.FewestBenchmarks - 1, _ => Usual)));

    [Fact]
    public void Fit_VariancesWithoutSpread_AreNotCounted() => Assert.Null(VariancePrior.Fit(Enumerable.Repeat((0.0, Degrees), 1000)));

    [Fact]
    public void Moderate_OwnVarianceByChanceSmall_IsDrawnToTheUsualOne()
    {
        (double variance, double degrees) = VariancePrior.Fit(Draw(200, _ => Usual))!.Moderate(Usual / 20, Degrees);

        Assert.InRange(variance, Usual / 3, Usual);
        Assert.InRange(degrees, 2 * Degrees, 100);
    }

    [Fact]
    public void Moderate_TwoKindsOfBenchmarks_EachIsDrawnToItsOwnKind()
    {
        VariancePrior prior = VariancePrior.Fit(Draw(400, i => i % 2 == 0 ? Usual : 10_000 * Usual))!;

        Assert.InRange(prior.Moderate(Usual * 1.5, Degrees).Variance, Usual * 0.7, Usual * 1.5);
        Assert.InRange(prior.Moderate(10_000 * Usual * 1.5, Degrees).Variance, 10_000 * Usual * 0.7, 10_000 * Usual * 1.5);
    }

    [Fact]
    public void Moderate_ManyLaunches_TheirOwnVarianceStands() =>
        Assert.Equal(2 * Usual, VariancePrior.Fit(Draw(200, _ => Usual))!.Moderate(2 * Usual, 2000).Variance, Usual / 20);

    [Fact]
    public void Moderate_UnitsScaled_ScalesTheVariance()
    {
        (double Variance, int Degrees)[] own = Draw(100, _ => Usual);
        (double variance, double degrees) = VariancePrior.Fit(own)!.Moderate(Usual, Degrees);
        (double scaled, double scaledDegrees) = VariancePrior
            .Fit(own.Select(benchmark => (benchmark.Variance * 9, benchmark.Degrees)))!
            .Moderate(Usual * 9, Degrees);

        Assert.Equal(9 * variance, scaled, 1e-9);
        Assert.Equal(degrees, scaledDegrees, 1e-3);
    }

    [Fact]
    public void Moderate_NoSpreadAtAll_IsStillAboveZero() =>
        Assert.InRange(VariancePrior.Fit(Draw(100, _ => Usual))!.Moderate(0, Degrees).Variance, Usual / 100, Usual);

    // s² ~ σ²·χ²(d) ÷ d.
    private static (double Variance, int Degrees)[] Draw(int benchmarks, Func<int, double> variance)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, benchmarks).Select(i => (variance(i) * ChiSquared.Sample(random, Degrees) / Degrees, Degrees))];
    }
}
