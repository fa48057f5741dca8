using System.Collections.Immutable;
using ConcurrencyBench.Benchmarks.Scaling;

namespace ConcurrencyBench.Benchmarks.Tests.Scaling;

public sealed class BadLaunchesTests
{
    // r of ln: -0.01, 0, 0.01, -0.02, 1 with one worker, -0.01, 0, 0.01 with two. M = 0.01, so 1 > 0.12 goes.
    [Fact]
    public void SetAside_LaunchFarAboveItsCount_Goes()
    {
        ImmutableArray<LaunchTime> launches = [.. Launches(1, -0.01, 0, 0.01, -0.02, 1), .. Launches(2, -0.01, 0, 0.01)];

        Assert.Equal(launches.Where(launch => launch != launches[4]), BadLaunches.SetAside(launches));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SetAside_LaunchFarBelowAnyCount_MeansThatTheManyMayBeBad(int workers)
    {
        ImmutableArray<LaunchTime> launches =
        [
            .. Launches(1, -0.01, 0, 0.01, -0.02, 1),
            .. Launches(2, -0.01, 0, 0, 0.01),
            .. Launches(workers, -1),
        ];

        Assert.Equal(launches, BadLaunches.SetAside(launches));
    }

    private static IEnumerable<LaunchTime> Launches(int workers, params double[] logarithms) =>
        logarithms.Select(log => new LaunchTime(workers, 1e6 * Math.Exp(log) / workers));
}
