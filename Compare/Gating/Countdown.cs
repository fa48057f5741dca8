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
    public void Step(double seconds)
    {
        _seconds += seconds;
        _measured++;
        Skip();
    }

    /// <summary>Counts a launch that was not needed.</summary>
    public void Skip()
    {
        _done++;
        view.ShowProgress(new GateProgress(part, _done, total, TimeSpan.FromSeconds(_seconds / Math.Max(1, _measured) * (total - _done))));
    }
}
