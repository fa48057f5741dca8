using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Tests.Duets;

public sealed class WarmUpTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);

    [Fact]
    public void IsComplete_EqualTurnsWithoutCompilations_True() => Assert.True(Warm(Repeat(30, 100)).IsComplete);

    [Fact]
    public void Unsteady_TheLastTurnsAreFaster_SaysSo() =>
        Assert.Equal("Its time was still falling at the end of the warm-up.", Warm([.. Repeat(24, 100), .. Repeat(6, 96)]).Unsteady);

    [Fact]
    public void Unsteady_TheLastTurnsAreSlower_IsNull() => Assert.Null(Warm([.. Repeat(24, 100), .. Repeat(6, 150)]).Unsteady);

    [Fact]
    public void Unsteady_AMethodWasCompiled_SaysSo()
    {
        WarmUp warmUp = Warm(Repeat(30, 100));
        warmUp.Add(Read(warmUp.NextInvocations * 100, compiled: 2));
        Assert.Equal("2 methods were still compiled in the last turns of the warm-up.", warmUp.Unsteady);
    }

    /// <summary>A method is optimised after some sixty calls, so a slow one looks steady long before.</summary>
    [Fact]
    public void IsComplete_FewCallsOfASlowBenchmark_False()
    {
        WarmUp warmUp = Warm(Repeat(20, 3e6));
        Assert.Null(warmUp.Unsteady);
        Assert.False(warmUp.IsComplete);
    }

    /// <summary>Seventy calls of it would take minutes, and what it calls has been called often enough after three.</summary>
    [Fact]
    public void IsComplete_ThreeCallsOfAVerySlowBenchmark_True()
    {
        Assert.False(Warm(Repeat(2, 2e9)).IsComplete);
        Assert.True(Warm(Repeat(3, 2e9)).IsComplete);
    }

    /// <summary>A core is at half speed for seconds, as long as such turns take.</summary>
    [Fact]
    public void Unsteady_ALongTurnIsFasterThanTheOneBefore_IsNull() => Assert.Null(Warm([4e8, 4e8, 4e8, 2e8]).Unsteady);

    [Theory]
    [InlineData(100, 70)]
    [InlineData(1e7, 40)]
    [InlineData(1e8, 4)]
    [InlineData(1e10, 3)]
    public void CountInvocationsNeeded_ATime_IsSoMuchTimeOfThem(double nanoseconds, double expected) =>
        Assert.Equal(expected, WarmUp.CountInvocationsNeeded(nanoseconds));

    [Theory]
    [InlineData(0, 0.0001, 0.084)]
    [InlineData(0, 100, 0.9)]
    [InlineData(2, 100, 2.9)]
    [InlineData(0, 2000, 12)]
    public void EstimateSide_ATime_IsSetupWarmUpAndTurns(double setupSeconds, double invocationMilliseconds, double expected) =>
        Assert.Equal(
            expected,
            new DuetSettings()
                .EstimateSide(TimeSpan.FromSeconds(setupSeconds), TimeSpan.FromMilliseconds(invocationMilliseconds))
                .TotalSeconds,
            0.2 * expected
        );

    [Fact]
    public void NextInvocations_AfterTurns_FillATurnInWholeRounds()
    {
        WarmUp warmUp = Warm(Repeat(30, 100));
        Assert.Equal(20_000, warmUp.NextInvocations);
        Assert.Equal(0, warmUp.NextInvocations % 16);
    }

    [Fact]
    public void NextInvocations_AFixedNumber_Stays()
    {
        WarmUp warmUp = new(new OpenedBenchmark(1, 4), Turn);
        warmUp.Add(Read(400));
        Assert.Equal(4, warmUp.NextInvocations);
    }

    [Fact]
    public void Restart_ACompleteWarmUp_NeedsTwoGroupsOfTurnsAgain()
    {
        WarmUp warmUp = Warm(Repeat(30, 100));
        warmUp.Restart();
        for (int turn = 0; turn < 12; turn++)
        {
            Assert.False(warmUp.IsComplete);
            warmUp.Add(Read(warmUp.NextInvocations * 100));
        }

        Assert.True(warmUp.IsComplete);
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(7.4, 7)]
    [InlineData(20, 16)]
    [InlineData(30, 32)]
    public void RoundInvocations_ANumber_IsWholeRoundsFromSixteenOn(double wanted, long expected) =>
        Assert.Equal(expected, WarmUp.RoundInvocations(wanted));

    [Theory]
    [InlineData(100, 95, true)]
    [InlineData(100, 80, false)]
    [InlineData(100, 0, false)]
    public void IsSingle_ProcessorTimes_OtherThreadsHadATenthAtMost(double process, double thread, bool expected) =>
        Assert.Equal(expected, Threads.IsSingle([new TurnReading(200, thread, process, 0, 0, 0), new TurnReading(200, 0, 500, 0, 0, 3)]));

    private static double[] Repeat(int turns, double nanoseconds) => [.. Enumerable.Repeat(nanoseconds, turns)];

    private static WarmUp Warm(double[] nanosecondsPerInvocation)
    {
        WarmUp warmUp = new(new OpenedBenchmark(1, 0), Turn);
        foreach (double nanoseconds in nanosecondsPerInvocation)
        {
            warmUp.Add(Read(warmUp.NextInvocations * nanoseconds));
        }

        return warmUp;
    }

    private static TurnReading Read(double nanoseconds, long compiled = 0) => new(nanoseconds, nanoseconds, nanoseconds, 0, 0, compiled);
}
