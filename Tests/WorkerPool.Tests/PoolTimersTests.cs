using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Limits that pass when their time has come, and not before.</summary>
public sealed class PoolTimersTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly PoolEffect.Arm Silence = new(1, PoolLimit.Silence, 7);

    private readonly SteppedClock _clock = new();
    private readonly List<PoolEvent.TimedOut> _passed = [];

    public static TheoryData<TimeSpan> Lengths =>
        [
            TimeSpan.FromTicks(1),
            Moment,
            TimeSpan.FromDays(1),
            TimeSpan.FromDays(49),
            TimeSpan.FromDays(50),
            TimeSpan.FromDays(60),
            TimeSpan.FromDays(400),
        ];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Arm_AnyLength_PassesOnceAndThen(TimeSpan length)
    {
        NewTimers(length).Arm(Silence);
        _clock.Advance(length - TimeSpan.FromTicks(1));
        Assert.Empty(_passed);
        _clock.Advance(Moment + Moment);
        Assert.Equal([new PoolEvent.TimedOut(1, PoolLimit.Silence, 7)], _passed);
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.Single(_passed);
    }

    [Theory]
    [InlineData(-TimeSpan.TicksPerMillisecond)]
    [InlineData(long.MaxValue)]
    public void Arm_WithoutEnd_NeverPasses(long ticks)
    {
        NewTimers(TimeSpan.FromTicks(ticks)).Arm(Silence);
        _clock.Advance(TimeSpan.FromDays(10_000));
        Assert.Empty(_passed);
    }

    [Fact]
    public void Arm_Anew_BeginsAnew()
    {
        PoolTimers timers = NewTimers(TimeSpan.FromDays(60));
        timers.Arm(Silence);
        _clock.Advance(TimeSpan.FromDays(59));
        timers.Arm(Silence with { JobId = 8 });
        _clock.Advance(TimeSpan.FromDays(59));
        Assert.Empty(_passed);
        _clock.Advance(TimeSpan.FromDays(1) + Moment);
        Assert.Equal(8, Assert.Single(_passed).JobId);
    }

    [Fact]
    public void Drop_AWorker_EndsItsLimitsAndNoOther()
    {
        PoolTimers timers = NewTimers(TimeSpan.FromDays(60));
        timers.Arm(Silence);
        timers.Arm(Silence with { Worker = 2 });
        timers.Drop(1);
        _clock.Advance(TimeSpan.FromDays(61));
        Assert.Equal(2, Assert.Single(_passed).Worker);
    }

    private PoolTimers NewTimers(TimeSpan length) => new(new Lock(), _ => length, _passed.Add, _clock);
}
