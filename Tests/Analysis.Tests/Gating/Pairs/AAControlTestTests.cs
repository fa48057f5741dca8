using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

public class SentinelTestTests
{
    private static readonly JudgingRules Rules = JudgingRules.Default;

    // Cell 1: d = 3, 1 %: averages 3, 2, 1. Cell 2: d = −2, 5, 4 %: averages −2, 5, 4, 1.5, 1, 4.5. Sorted −2, 1, 1, 1.5,
    // [2], 3, 4, 4.5, 5: median 2 %. Above 0: 8 of 9, below: 1. T ranges over ranks {1, 2} + {1, 2, 3}, 32 patterns:
    // T = 9 in 1, T = 8 in 2 (one of the two ranks 1 is missing). p = 2·3/32.
    [Fact]
    public void Of_TwoCells_HandComputed()
    {
        AAControlTest test = AAControlTest.Compute([Cell([0.03, 0.01]), Cell([-0.02, 0.05, 0.04])], Rules)!;

        Assert.Equal(6.0 / 32, test.PValue);
        Assert.Equal(0.02, test.LogRatio, 12);
        Assert.Equal(5, test.Pairs);
        Assert.False(test.IsBiased);
        Assert.Equal(double.PositiveInfinity, test.MinimumDetectableEffect);
    }

    // 2·2⁻¹⁰ = 0.00195, 2·2⁻¹¹ = 0.00098.
    [Theory]
    [InlineData(10, 0.05, false)]
    [InlineData(11, 0.05, true)]
    [InlineData(11, -0.05, true)]
    [InlineData(11, 0.0199, true)]
    [InlineData(11, 0.0197, false)]
    [InlineData(11, -0.0197, false)]
    public void IsBiased_PSmallAndAtLeastTheMargin(int pairs, double difference, bool expected)
    {
        AAControlTest test = AAControlTest.Compute([Cell(new double[pairs - 5], difference), Cell(new double[5], difference)], Rules)!;

        Assert.Equal(expected, test.IsBiased);
        Assert.Equal(Math.ScaleB(1, 1 - pairs), test.PValue);
    }

    [Fact]
    public void Of_OneCell_IsTwiceTheOneSidedP()
    {
        double[] differences = [0.01, -0.02, 0.03, 0.04, 0.05, -0.005];

        Assert.Equal(2 * PairedEstimate.FromDifferences(differences).PSlower, AAControlTest.Compute([Cell(differences)], Rules)!.PValue);
    }

    [Fact]
    public void Of_NoPairs_IsNothing()
    {
        Assert.Null(AAControlTest.Compute([], Rules));
        Assert.Null(AAControlTest.Compute([new PairedLogs([], [])], Rules));
    }

    [Fact]
    public void Of_OutlierLaunch_GoesWithItsPairInItsCell() =>
        Assert.Equal(
            7,
            AAControlTest
                .Compute([new PairedLogs([0, 0.01, -0.01, 0.01, 1], [0, 0.01, -0.01, -0.01, 0]), Cell([0.01, 0.02, 0.03])], Rules)!
                .Pairs
        );

    // σ = 1.4826·2 %, n = 12, SE = 1.02·σ/√12, ν = 11: t₀.₉₉₉₅ = 4.436979, t₀.₉₇₅ = 2.200985.
    [Fact]
    public void MinimumDetectableEffect_HandComputed_IsTheFormula()
    {
        double[] around = [-0.02, 0.02, -0.02, 0.02, -0.02, 0.02];
        double standardError = 1.02 * 1.4826 * 0.02 / Math.Sqrt(12);

        Assert.Equal(
            Math.Exp(standardError * (4.436979 + 2.200985)) - 1,
            AAControlTest.Compute([Cell(around), Cell(around)], Rules)!.MinimumDetectableEffect,
            6
        );
    }

    [Property(MaxTest = 300)]
    public bool Of_SidesSwapped_IsTheMirror(ushort[] seeds, short shift, short other)
    {
        ImmutableArray<PairedLogs> benchmarks = [PairedSamples.Shifted(seeds, shift), PairedSamples.Shifted(seeds, other)];
        AAControlTest forward = AAControlTest.Compute(benchmarks, Rules)!;

        return AAControlTest.Compute([.. benchmarks.Select(PairedSamples.Swap)], Rules) == forward with { LogRatio = -forward.LogRatio };
    }

    [Property(MaxTest = 300)]
    public bool Of_CellsScaledEachForItself_IsTheSame(ushort[] seeds, short shift, short scale)
    {
        ImmutableArray<PairedLogs> benchmarks = [PairedSamples.Shifted(seeds, shift), PairedSamples.Shifted(seeds, 0)];

        return AAControlTest.Compute([PairedSamples.Scale(benchmarks[0], scale), benchmarks[1]], Rules)
            == AAControlTest.Compute(benchmarks, Rules);
    }

    private static PairedLogs Cell(double[] differences) => new([.. differences.Select(_ => 0.0)], [.. differences]);

    // All differences alike, on launches that are not: no launch is then set aside.
    private static PairedLogs Cell(double[] baseline, double difference) =>
        new([.. baseline], [.. baseline.Select(log => log + difference)]);
}
