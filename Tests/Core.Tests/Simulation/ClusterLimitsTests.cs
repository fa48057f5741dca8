using ConcurrencyBench.Core.Simulation;

namespace ConcurrencyBench.Core.Tests.Simulation;

public sealed class ClusterLimitsTests
{
    // Items of 10 ms on two cores a host, 0.1 ms at the giver, a way of 1 ms. A core that holds nothing ahead takes an item each 12.1 ms:
    // 12.1 ÷ (0.1 × 2) = 60.5 hosts. With one ahead it takes one each 10 ms, and 10 ÷ 0.2 = 50 hosts keep the giver busy.
    [Theory]
    [InlineData(1, 60.5)]
    [InlineData(2, 50)]
    public void ComputeSaturationHosts_ItemsAlike_IsTheirTimeOverTheGiversTimesCores(int prefetch, double hosts) =>
        Assert.Equal(hosts, ClusterLimits.ComputeSaturationHosts(Setup(1, prefetch), Items(10)), 9);

    // Ten items a message: 100 ms of work for the same 0.1 ms.
    [Fact]
    public void ComputeSaturationHosts_Batches_IsTheirNumberOfTimesMore() =>
        Assert.Equal(500, ClusterLimits.ComputeSaturationHosts(Setup(1, 2) with { Batch = 10 }, Items(100)), 9);

    /// <summary>Below it hosts limit and above it the giver, whatever the way to keep hosts busy.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    public void ComputeSaturationHosts_SimulatedAroundIt_IsWhereMoreHostsHelpNoMore(int prefetch, int batch)
    {
        ClusterSetup setup = Setup(1, prefetch) with { Batch = batch };
        ImmutableArray<double> items = Items(40_000 * batch);
        double hosts = ClusterLimits.ComputeSaturationHosts(setup, items);
        double giver = ClusterLimits.ComputeGiverSeconds(setup, items);
        Assert.Equal(4.0, giver, 6);

        double half = Simulate(hosts / 2);
        Assert.InRange(half, 2 * giver * 0.98, 2 * giver * 1.06);
        Assert.InRange(Simulate(hosts * 2), giver * 0.999, giver * 1.06);
        Assert.InRange(Simulate(hosts * 4), giver * 0.999, giver * 1.06);

        double Simulate(double count) => ClusterSimulation.Run(setup with { Hosts = (int)Math.Round(count) }, items, seed: 1).Seconds;
    }

    /// <summary>Half of the hosts twice as slow: together they take as much as three quarters.</summary>
    [Fact]
    public void ComputeSaturationHosts_SlowHosts_AreMore() =>
        Assert.Equal(
            50 / 0.75,
            ClusterLimits.ComputeSaturationHosts(Setup(1, 2) with { StragglerShare = 0.5, StragglerFactor = 2 }, Items(10)),
            9
        );

    [Fact]
    public void ComputeSaturationHosts_FreeHandOff_IsInfinite() =>
        Assert.Equal(double.PositiveInfinity, ClusterLimits.ComputeSaturationHosts(new ClusterSetup(1, 1), Items(10)));

    private static ClusterSetup Setup(int hosts, int prefetch) =>
        new(hosts, 2)
        {
            HandOffSeconds = 0.0001,
            LatencySeconds = 0.001,
            Prefetch = prefetch,
        };

    private static ImmutableArray<double> Items(int count) => [.. Enumerable.Repeat(0.01, count)];
}
