namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The running limits. Each limit of each worker has one timer, which is set anew for each use.</summary>
/// <param name="gate">The lock that callers hold, and that is taken before <paramref name="timedOut"/> is called.</param>
/// <param name="getLimit">Returns the length of a limit; infinite ones never pass.</param>
/// <param name="timedOut">Called when a limit has passed.</param>
/// <param name="clock">The clock that it goes by.</param>
internal sealed class PoolTimers(Lock gate, Func<PoolLimit, TimeSpan> getLimit, Action<PoolEvent.TimedOut> timedOut, TimeProvider clock)
{
    // A timer of the system takes 49 days at most: longer limits are waited for in parts.
    private static readonly TimeSpan LongestPart = TimeSpan.FromDays(40);

    // A timer may pass a little before its time.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private readonly long _start = clock.GetTimestamp();
    private readonly Dictionary<(int Worker, PoolLimit Limit), Countdown> _countdowns = [];

    /// <summary>The time since this was made.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_start);

    public void Arm(PoolEffect.Arm arm)
    {
        TimeSpan length = arm.Due is { } due ? LengthUntil(due) : arm.Length ?? getLimit(arm.Limit);
        if (length == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        if (!_countdowns.TryGetValue((arm.Worker, arm.Limit), out Countdown? countdown))
        {
            countdown = new Countdown(gate, timedOut, clock);
            _countdowns.Add((arm.Worker, arm.Limit), countdown);
        }

        countdown.Start(arm, length);
    }

    /// <summary>Ends the limits of a worker that is gone, or of the pool.</summary>
    public void Drop(int worker)
    {
        foreach (PoolLimit limit in Enum.GetValues<PoolLimit>())
        {
            if (_countdowns.Remove((worker, limit), out Countdown? countdown))
            {
                countdown.Dispose();
            }
        }
    }

    private TimeSpan LengthUntil(TimeSpan due)
    {
        TimeSpan length = due - Now;
        return length > TimeSpan.Zero ? length : TimeSpan.Zero;
    }

    private sealed class Countdown : IDisposable
    {
        private readonly Lock _gate;
        private readonly Action<PoolEvent.TimedOut> _timedOut;
        private readonly TimeProvider _clock;
        private readonly ITimer _timer;
        private PoolEffect.Arm? _armed;
        private TimeSpan _length;
        private long _start;

        public Countdown(Lock gate, Action<PoolEvent.TimedOut> timedOut, TimeProvider clock)
        {
            _gate = gate;
            _timedOut = timedOut;
            _clock = clock;
            _timer = clock.CreateTimer(
                static countdown => ((Countdown)countdown!).Pass(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            );
        }

        public void Start(PoolEffect.Arm arm, TimeSpan length)
        {
            _armed = arm;
            _length = length;
            _start = _clock.GetTimestamp();
            Wait(length);
        }

        public void Dispose()
        {
            _armed = null;
            _timer.Dispose();
        }

        private void Wait(TimeSpan length) => _timer.Change(length < LongestPart ? length : LongestPart, Timeout.InfiniteTimeSpan);

        // It may have been set anew while this waited for the lock; then it is not due, and passes again.
        private void Pass()
        {
            lock (_gate)
            {
                if (_armed is not { } armed)
                {
                    return;
                }

                TimeSpan left = _length - _clock.GetElapsedTime(_start);
                if (left > TimeSpan.Zero)
                {
                    Wait(left + Rounding);
                    return;
                }

                _armed = null;
                _timedOut(new PoolEvent.TimedOut(armed.Worker, armed.Limit, armed.JobId));
            }
        }
    }
}
