using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Tests.Statistics;

public class OutlierRateTests
{
    private const double Limit = 0.1;
    private static readonly double Slow = Math.Log(1.8);

    [Fact]
    public void Find_OutliersThatAreTheManyOfTheirSide_CountAsOutliers()
    {
        OutlierRate rate = OutlierRate.Find(
            Limit,
            [
                [
                    [0, 0.01, Slow],
                    [Slow, Slow, 0],
                ],
            ]
        );

        Assert.Equal(3, rate.Outliers);
        Assert.Equal(6, rate.Launches);
        Assert.Equal(Slow, rate.TypicalExcess, 0.02);
    }

    [Fact]
    public void ComputePValue_DifferenceSmallerThanOutliersMake_IsZero() =>
        Assert.Equal(0, new OutlierRate(30, 300, Slow).ComputePValue(0.1, 3, 3));

    // q ~ Beta(30.5, 270.5): E[q³] = 30.5·31.5·32.5 ÷ (301·302·303), for either side.
    [Fact]
    public void ComputePValue_DifferenceThatOutliersMake_IsTheProbabilityThatASideHasNoOther() =>
        Assert.Equal(2 * 30.5 * 31.5 * 32.5 / (301.0 * 302 * 303), new OutlierRate(30, 300, Slow).ComputePValue(-Slow, 3, 3), 1e-12);

    [Fact]
    public void ComputePValue_NoOutlier_IsZeroForAnyDifference() =>
        Assert.Equal(
            0,
            OutlierRate
                .Find(
                    Limit,
                    [
                        [
                            [0, 0.01, 0.02],
                            [0, 0.01, 0.02],
                        ],
                    ]
                )
                .ComputePValue(10, 3, 3)
        );
}
