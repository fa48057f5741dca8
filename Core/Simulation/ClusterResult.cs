namespace ConcurrencyBench.Core.Simulation;

/// <summary>A simulated run.</summary>
/// <param name="Seconds">The end of the last answer that counted; infinite where the run was given up.</param>
/// <param name="Answered">The messages whose answer counted.</param>
/// <param name="Failures">Failures of hosts during the run.</param>
/// <param name="Repeated">Messages that were given again because their host had failed.</param>
/// <param name="Copied">Messages that were given a second time although their host may still answer.</param>
/// <param name="Duplicates">Answers that came although the message had one.</param>
/// <param name="GiverSeconds">The time during which the giver was busy.</param>
public sealed record ClusterResult(
    double Seconds,
    int Answered,
    int Failures,
    int Repeated,
    int Copied,
    int Duplicates,
    double GiverSeconds
)
{
    /// <summary>False for a run in which hosts failed so often that it was given up.</summary>
    public bool HasEnded => double.IsFinite(Seconds);
}
