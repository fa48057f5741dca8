using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>The two ways in which programs are measured.</summary>
/// <param name="Launcher">Starts a process for each measurement.</param>
/// <param name="Turns">Starts pairs of processes that take turns; null where nobody asked for turns.</param>
internal sealed record GateEngines(ILauncher Launcher, ITurnTaker? Turns)
{
    /// <summary>Creates those that a run needs.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="launcher">Its guard ends all processes when this one is killed.</param>
    public static GateEngines Create(GateSettings settings, Launcher launcher) =>
        new(launcher, settings.TakesTurns ? new DuetTurns(settings, launcher.Guard) : null);
}
