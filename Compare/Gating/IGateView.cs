namespace ConcurrencyBench.Compare.Gating;

/// <summary>Shows the progress of a gate.</summary>
internal interface IGateView
{
    /// <summary>Shows a line that stays.</summary>
    void ShowMessage(string line);

    /// <summary>Shows the progress of a part of the run.</summary>
    void ShowProgress(GateProgress progress);
}

/// <param name="Part">Such as "stage 1".</param>
/// <param name="Done">Launches done.</param>
/// <param name="Total">Launches of the part.</param>
/// <param name="Left">Time left of the part.</param>
internal readonly record struct GateProgress(string Part, int Done, int Total, TimeSpan Left);
