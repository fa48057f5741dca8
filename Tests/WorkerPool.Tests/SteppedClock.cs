namespace ConcurrencyBench.Workers.Tests;

/// <summary>A clock that a test moves. Its timers take no more than those of the system.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly List<SteppedTimer> _timers = [];
    private TimeSpan _now;

    /// <summary>The number of timers that run.</summary>
    public int TimersCount => _timers.Count;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SteppedTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves it on; timers that are due meanwhile pass in their order.</summary>
    public void Advance(TimeSpan time)
    {
        TimeSpan end = _now + time;
        while (_timers.MinBy(timer => timer.Due) is { } next && next.Due <= end)
        {
            _now = next.Due;
            next.Pass();
        }

        _now = end;
    }

    private sealed class SteppedTimer(SteppedClock clock, Action callback) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Pass()
        {
            clock._timers.Remove(this);
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, LongestTimer);
                Due = clock._now + dueTime;
                clock._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
