using ConcurrencyBench.Analysis.Scaling;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Scaling;

public sealed class WorkerLadderTests
{
    private const int MaxWorkers = 512;

    [Theory]
    [InlineData(1, new[] { 1, 2 })]
    [InlineData(2, new[] { 1, 2, 3, 4 })]
    [InlineData(6, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(8, new[] { 1, 2, 3, 4, 6, 8, 12, 16 })]
    [InlineData(64, new[] { 1, 2, 3, 4, 8, 16, 32, 48, 64, 96, 128 })]
    public void ChooseCounts_Cores_IsTheLadder(int cores, int[] expected) =>
        Assert.Equal(expected, WorkerLadder.ChooseCounts(cores, MaxWorkers));

    [Property]
    public void ChooseCounts_AnyCores_HasOneTheCoresAndTwiceAsManyInAboutTwelve(byte more)
    {
        int cores = more + 1;
        int[] counts = [.. WorkerLadder.ChooseCounts(cores, MaxWorkers)];
        Assert.Contains(1, counts);
        Assert.Contains(cores, counts);
        Assert.Equal(Math.Min(2 * cores, MaxWorkers), counts[^1]);
        Assert.True(counts.Length <= 12);
        Assert.Equal(counts.Distinct().Order(), counts);
    }

    [Fact]
    public void ChooseCounts_MoreCoresThanAModelTakesWorkers_StopsThere() =>
        Assert.Equal(MaxWorkers, WorkerLadder.ChooseCounts(400, MaxWorkers)[^1]);
}
