using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Core.Models;
using FsCheck.Xunit;

namespace ConcurrencyBench.Benchmarks.Tests.Scaling;

public sealed class WorkerLadderTests
{
    [Theory]
    [InlineData(1, new[] { 1, 2 })]
    [InlineData(2, new[] { 1, 2, 3, 4 })]
    [InlineData(6, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(8, new[] { 1, 2, 3, 4, 6, 8, 12, 16 })]
    [InlineData(64, new[] { 1, 2, 3, 4, 8, 16, 32, 48, 64, 96, 128 })]
    public void For_Cores_IsTheLadder(int cores, int[] expected) => Assert.Equal(expected, WorkerLadder.For(cores));

    [Property]
    public void For_AnyCores_HasOneTheCoresAndTwiceAsManyInAboutTwelve(byte more)
    {
        int cores = more + 1;
        int[] counts = [.. WorkerLadder.For(cores)];
        Assert.Contains(1, counts);
        Assert.Contains(cores, counts);
        Assert.Equal(Math.Min(2 * cores, ModelOptions.MaxWorkers), counts[^1]);
        Assert.True(counts.Length <= 12);
        Assert.Equal(counts.Distinct().Order(), counts);
    }

    [Fact]
    public void For_MoreCoresThanAModelTakesWorkers_StopsThere() => Assert.Equal(ModelOptions.MaxWorkers, WorkerLadder.For(400)[^1]);
}
