namespace ConcurrencyBench.Compare.Gating;

/// <summary>Shows the progress of a part of the run. It estimates the time left from the launches so far.</summary>
/// <param name="part">The part's name.</param>
/// <param name="total">Its launches.</param>
/// <param name="view">Shows the progress.</param>
internal sealed class Countdown(string part, int total, IGateView view)
{
    private int _done;
    private int _measured;
    private double _seconds;

    /// <summary>Counts a launch.</summary>
    /// <param name="seconds">Its time.</param>
    /// <param name="launches">The number of launches that took it together.</param>
    public void Step(double seconds, int launches = 1)
    {
        _seconds += seconds;
        _measured += launches;
        Skip(launches);
    }

    /// <summary>Counts a launch that was not needed.</summary>
    /// <param name="launches">Their number.</param>
    public void Skip(int launches = 1)
    {
        _done += launches;
        view.ShowProgress(new GateProgress(part, _done, total, TimeSpan.FromSeconds(_seconds / Math.Max(1, _measured) * (total - _done))));
    }
}
