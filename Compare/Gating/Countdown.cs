namespace ConcurrencyBench.Compare.Gating;

/// <summary>Shows the progress of a part of the run, and estimates the time left: what is expected of the rest, corrected by the time
/// that the part has taken so far.</summary>
/// <param name="part">The part's name.</param>
/// <param name="total">Its measurements.</param>
/// <param name="expectedSeconds">The time that all of them are expected to take.</param>
/// <param name="view">Shows the progress.</param>
/// <param name="clock">Tells the time; null means the system's.</param>
internal sealed class Countdown(string part, int total, double expectedSeconds, IGateView view, TimeProvider? clock = null)
{
    // The first measurement of a pair of processes waits for their start, and says little of those that follow.
    private const double Inertia = 10;

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly long _start = (clock ?? TimeProvider.System).GetTimestamp();
    private double _expectedLeft = expectedSeconds;
    private double _expectedDone;
    private int _done;

    /// <summary>Counts measurements.</summary>
    /// <param name="expected">The time that was expected of them, seconds.</param>
    /// <param name="measurements">Their number.</param>
    public void Step(double expected, int measurements = 1)
    {
        _expectedDone += expected;
        Skip(expected, measurements);
    }

    /// <summary>Counts measurements that were not needed.</summary>
    /// <param name="expected">The time that was expected of them, seconds.</param>
    /// <param name="measurements">Their number.</param>
    public void Skip(double expected, int measurements = 1)
    {
        _done += measurements;
        _expectedLeft = Math.Max(0, _expectedLeft - expected);
        double slowness = (_clock.GetElapsedTime(_start).TotalSeconds + Inertia) / (_expectedDone + Inertia);
        view.ShowProgress(new GateProgress(part, _done, total, TimeSpan.FromSeconds(_expectedLeft * slowness)));
    }
}
