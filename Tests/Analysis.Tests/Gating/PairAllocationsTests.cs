using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Tests.Gating;

public sealed class PairAllocationsTests
{
    private static readonly AllocationMargin None = new(0, 0);

    [Fact]
    public void Exceeds_OneByteMoreInEveryPair_True() => Assert.True(Create((88, 89), (88, 89), (88, 89)).Exceeds(None));

    [Fact]
    public void Exceeds_TheSameBytesButForAPartOfOne_False() => Assert.False(Create((88.01, 88.2), (88, 88.3)).Exceeds(None));

    [Fact]
    public void Exceeds_Fewer_False() => Assert.False(Create((96, 88), (96, 88)).Exceeds(None));

    /// <summary>What threads allocate differs from process to process.</summary>
    [Fact]
    public void Exceeds_LessThanASideDiffersByItself_False() =>
        Assert.False(Create((1000, 1060), (1050, 1070), (1020, 1065)).Exceeds(None));

    [Fact]
    public void Exceeds_MoreThanASideDiffersByItself_True() => Assert.True(Create((1000, 1200), (1010, 1210), (1005, 1220)).Exceeds(None));

    [Fact]
    public void Exceeds_WithinTheMargin_False() => Assert.False(Create((100, 104), (100, 104)).Exceeds(new AllocationMargin(0.05, 0)));

    [Fact]
    public void FromPairs_ALaunchThatDoesNotTell_Null()
    {
        Assert.Null(PairAllocations.FromPairs([Pair(1, 1), Pair(1, null)]));
        Assert.Null(PairAllocations.FromPairs([]));
    }

    private static PairAllocations Create(params (double Baseline, double Candidate)[] bytes) =>
        PairAllocations.FromPairs([.. bytes.Select(own => Pair(own.Baseline, own.Candidate))])!;

    private static LaunchPair Pair(double? baseline, double? candidate) =>
        new(0, "A", IsControl: false, Launch(LaunchSide.Baseline, baseline), Launch(LaunchSide.Candidate, candidate));

    private static LaunchLine Launch(LaunchSide side, double? bytes) =>
        new(LaunchPhase.StageOne, 0, "A", side, 1, 1, [1], 0, 1, MachineReading.None, null) { AllocatedBytesPerOp = bytes };
}
