using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Tests.Statistics;

public class SymmetricNoiseTests
{
    // 0.05 % to 5 % on either side of 10 %.
    private static readonly double[] Quiet = [.. Enumerable.Range(-50, 101).Select(i => 0.1 + (0.001 * i))];

    [Fact]
    public void Fit_FewValues_IsNull() => Assert.Null(Fit(Quiet[..(SymmetricNoise.FewestValues - 1)]));

    [Fact]
    public void Fit_HalfOfTheValuesAreTheSame_IsNull() =>
        Assert.Null(Fit([.. Enumerable.Repeat(0.0, 60), .. Enumerable.Range(1, 40).Select(i => (double)i)]));

    [Fact]
    public void Judge_AValue_IsBesideTheMedianOfAll()
    {
        Estimate estimate = Fit(Quiet)!.Judge(0.1 + 0.5, scale: 1);

        Assert.Equal(0.5, estimate.Value, 1e-9);
        Assert.InRange(estimate.Upper - estimate.Value, 0.045, 0.05);
    }

    [Fact]
    public void ComputePValue_UpToHalfSpeed_IsNeverRarerThanOneOfAll() =>
        Assert.Equal(1.0 / 51, Fit(Quiet)!.ComputePValue(0.1 + Math.Log(1.99), scale: 1), 1e-9);

    [Fact]
    public void ComputePValue_ThreeTimes_IsRareWhereNothingElseIsBeyondHalfSpeed() =>
        Assert.InRange(Fit(Quiet)!.ComputePValue(0.1 + Math.Log(3), scale: 1), 1e-5, 0.05 / Quiet.Length);

    [Fact]
    public void ComputePValue_ThreeTimes_IsUsualWhereOthersAreThreeTimesAsFast() =>
        Assert.InRange(Fit([.. Quiet, -1.1, -1, -0.9, 1.2, 1.1, 1])!.ComputePValue(Math.Log(3), scale: 1), 0.01, 1);

    [Fact]
    public void ComputePValue_ManyChangesToOneSide_DoNotHideEachOther()
    {
        double lone = Fit([.. Quiet, 2])!.ComputePValue(2, scale: 1);

        Assert.InRange(Fit([.. Quiet, .. Enumerable.Repeat(2.0, 20)])!.ComputePValue(2, scale: 1), 0, 2 * lone);
    }

    [Fact]
    public void ComputePValue_SidesSwapped_IsTheSame() =>
        Assert.Equal(
            Fit([.. Quiet, 1.4, -0.9])!.ComputePValue(1.4, scale: 1),
            Fit([.. Quiet.Select(value => -value), -1.4, 0.9])!.ComputePValue(-1.4, scale: 1),
            1e-9
        );

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    public void FindLimit_OfAProbability_HasIt(double pValue)
    {
        SymmetricNoise noise = Fit([.. Quiet, -0.9, -0.8])!;

        Assert.Equal(pValue, noise.ComputePValue(noise.Center + noise.FindLimit(pValue, scale: 1), scale: 1), pValue * 0.01);
    }

    [Fact]
    public void ComputePValue_NoisierValue_IsLessRare()
    {
        SymmetricNoise noise = Fit(Quiet)!;

        Assert.InRange(noise.ComputePValue(0.1 + Math.Log(3), scale: 1), 0, noise.ComputePValue(0.1 + Math.Log(3), scale: 3) / 2);
    }

    private static SymmetricNoise? Fit(double[] values) => SymmetricNoise.Fit([.. values.Select(value => (value, 1.0))]);
}
