using ConcurrencyBench.Benchmarks.Clusters;

namespace ConcurrencyBench.Benchmarks.Tests.Clusters;

public sealed class RecoveryTests
{
    [Fact]
    public void Render_HostsThatWereKilled_ShowsTheDistribution() =>
        Assert.Equal(
            [
                "a host, killed: 10 times in the middle of a run of 2.000 s, a message of items 0.100 s",
                "  extra seconds: lowest 0.100, median 0.500, 9 in 10 below 0.900, highest 1.000",
                "  10 duplicates, 0 lost",
            ],
            Create(TimeSpan.Zero, lost: 0).Render()
        );

    [Fact]
    public void Render_TheTimeToNoticeIsKnown_CountsTheRunsThatKeepIt() =>
        Assert.Equal(
            "  at most the message and the time to notice, 0.700 s: 7 of 10",
            (Create(TimeSpan.Zero, lost: 0) with { Detection = TimeSpan.FromSeconds(0.6) }).Render().ElementAt(2)
        );

    /// <summary>Each run takes a tenth of a second more than the last, and the broker is away for half a tenth.</summary>
    [Fact]
    public void Render_ABrokerThatWasAway_ShowsWhatIsBeyond() =>
        Assert.Equal(
            [
                "a host, killed: 10 times in the middle of a run of 2.000 s, a message of items 0.100 s",
                "  extra seconds: lowest 0.100, median 0.500, 9 in 10 below 0.900, highest 1.000",
                "  it was away for 0.050 to 0.050 s; beyond that, median 0.450, highest 0.950 s",
                "  10 duplicates, 20 lost",
            ],
            Create(TimeSpan.FromSeconds(0.05), lost: 2).Render()
        );

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 4)]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    public void Quantile_OfFourValues_IsTheNearestRank(double share, double expected) =>
        Assert.Equal(expected, Recovery.Quantile([1, 2, 3, 4], share));

    private static Recovery Create(TimeSpan outage, int lost) =>
        new(
            "a host, killed",
            TimeSpan.FromSeconds(2),
            TimeSpan.FromSeconds(0.1),
            Detection: null,
            [
                .. Enumerable
                    .Range(1, 10)
                    .Select(run => new Disturbance(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(run / 10.0), outage, Duplicates: 1, lost)),
            ]
        );
}
