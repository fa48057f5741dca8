namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The running limits. Each limit of each worker has one timer, which is set anew for each use.</summary>
/// <param name="gate">The lock that callers hold, and that is taken before <paramref name="timedOut"/> is called.</param>
/// <param name="getLimit">Returns the length of a limit; infinite ones never pass.</param>
/// <param name="timedOut">Called when a limit has passed.</param>
internal sealed class PoolTimers(Lock gate, Func<PoolLimit, TimeSpan> getLimit, Action<PoolEvent.TimedOut> timedOut)
{
    private readonly Dictionary<(int Worker, PoolLimit Limit), Countdown> _countdowns = [];

    public void Arm(PoolEffect.Arm arm)
    {
        TimeSpan length = getLimit(arm.Limit);
        if (length == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        if (!_countdowns.TryGetValue((arm.Worker, arm.Limit), out Countdown? countdown))
        {
            countdown = new Countdown(gate, timedOut);
            _countdowns.Add((arm.Worker, arm.Limit), countdown);
        }

        countdown.Start(arm, length);
    }

    /// <summary>Ends the limits of a worker that is gone.</summary>
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

    private sealed class Countdown : IDisposable
    {
        private readonly Lock _gate;
        private readonly Action<PoolEvent.TimedOut> _timedOut;
        private readonly Timer _timer;
        private PoolEffect.Arm? _armed;
        private long _due;

        public Countdown(Lock gate, Action<PoolEvent.TimedOut> timedOut)
        {
            _gate = gate;
            _timedOut = timedOut;
            _timer = new Timer(static countdown => ((Countdown)countdown!).Pass(), this, Timeout.Infinite, Timeout.Infinite);
        }

        public void Start(PoolEffect.Arm arm, TimeSpan length)
        {
            _armed = arm;
            _due = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
            _timer.Change(length, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _armed = null;
            _timer.Dispose();
        }

        // It may have been set anew while this waited for the lock; then it is not due, and passes again.
        private void Pass()
        {
            lock (_gate)
            {
                if (_armed is not { } armed)
                {
                    return;
                }

                TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _due);
                if (left > TimeSpan.Zero)
                {
                    _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                    return;
                }

                _armed = null;
                _timedOut(new PoolEvent.TimedOut(armed.Worker, armed.Limit, armed.JobId));
            }
        }
    }
}
