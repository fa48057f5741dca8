namespace ConcurrencyBench.Compare.Gating;

/// <summary>Where a run says what it does.</summary>
internal interface IGateView
{
    /// <summary>A line that stays.</summary>
    void ShowMessage(string line);

    /// <summary>How far a part of the run is; the last one of a part has nothing left.</summary>
    void ShowProgress(GateProgress progress);
}

/// <param name="Part">Such as "stage 1".</param>
/// <param name="Done">Launches done.</param>
/// <param name="Total">Launches of the part.</param>
/// <param name="Left">Time left of the part.</param>
internal readonly record struct GateProgress(string Part, int Done, int Total, TimeSpan Left);
