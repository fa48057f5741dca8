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

    /// <summary>A job's own limit is shorter or longer than that of the pool.</summary>
    [Fact]
    public void Arm_ALengthOfItsOwn_PassesThen()
    {
        NewTimers(TimeSpan.FromDays(1)).Arm(Silence with { Length = TimeSpan.FromDays(2) });
        _clock.Advance(TimeSpan.FromDays(2) - Moment);
        Assert.Empty(_passed);
        _clock.Advance(Moment + Moment);
        Assert.Single(_passed);
    }

    /// <summary>Counted from when the timers were made, however late it is armed.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Arm_UntilATime_PassesThen(int armed)
    {
        PoolTimers timers = NewTimers(TimeSpan.FromDays(1));
        _clock.Advance(TimeSpan.FromHours(armed));
        Assert.Equal(TimeSpan.FromHours(armed), timers.Now);
        timers.Arm(Silence with { Due = TimeSpan.FromHours(5) });
        _clock.Advance(TimeSpan.FromHours(5 - armed) - Moment);
        Assert.Empty(_passed);
        _clock.Advance(Moment + Moment);
        Assert.Single(_passed);
    }

    [Fact]
    public void Arm_UntilATimeThatIsOver_PassesAtOnce()
    {
        PoolTimers timers = NewTimers(TimeSpan.FromDays(1));
        _clock.Advance(TimeSpan.FromHours(6));
        timers.Arm(Silence with { Due = TimeSpan.FromHours(5) });
        _clock.Advance(Moment);
        Assert.Single(_passed);
    }

    [Fact]
    public void Drop_AWorker_EndsItsLimitsAndNoOther()
    {
        PoolTimers timers = NewTimers(TimeSpan.FromDays(60));
        timers.Arm(Silence);
        timers.Arm(Silence with { Worker = 2 });
        timers.Drop(1);
        Assert.Equal(1, _clock.TimersCount);
        _clock.Advance(TimeSpan.FromDays(61));
        Assert.Equal(2, Assert.Single(_passed).Worker);
    }

    private PoolTimers NewTimers(TimeSpan length) => new(new Lock(), _ => length, _passed.Add, _clock);
}
