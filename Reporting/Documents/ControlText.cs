using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>A gate's controls in words.</summary>
internal static class ControlText
{
    /// <summary>The warning of a gate that compares a program with itself.</summary>
    public const string SidesAreAlike = "Both sides are the same program: there is no difference to be found.";

    private const double MuchStolen = 0.02;

    /// <summary>The result of a gate whose sides need no measuring.</summary>
    public static string DescribeSameCode(SideIdentity baseline, SideIdentity candidate) =>
        $"Nothing is slower: {baseline.Description} and {candidate.Description} are the same code, so nothing is measured "
        + "(--measure-same measures all the same).";

    /// <summary>The reasons why the run is invalid, one line each.</summary>
    public static ImmutableArray<string> Problems(RunValidity report) =>
        Lines(
            report.IsBiased
                ? $"The baseline's own copy is {Figures.FormatChange(report.AAControls!.LogRatio)} than the baseline "
                    + $"(p = {Figures.FormatNumber(report.AAControls.PValue)}): something besides the code moves the times."
                : null,
            report.HasClockMoved
                ? $"Fixed arithmetic took {Figures.FormatPercent(report.SpinShift!.Value)} {(report.SpinShift > 0 ? "longer" : "less")} "
                    + "in the second half of the run: the processor's clock has changed."
                : null,
            report.IsDisturbed
                ? $"Other processes used {Figures.FormatPercent(report.OthersShare!.Value)} of the processors. Stop them."
                : null
        );

    /// <summary>Disturbances of a valid run, a line each.</summary>
    public static ImmutableArray<string> Warnings(RunValidity report) =>
        Lines(
            report.StolenShare > MuchStolen
                ? $"The hypervisor gave {Figures.FormatPercent(report.StolenShare.Value)} of the processor time to others."
                : null,
            report.Throttled > 0
                ? $"The processor or the control group was throttled {Figures.FormatNumber(report.Throttled.Value)} times."
                : null
        );

    /// <summary>A disturbance that will make the run invalid unless somebody stops it; null where there is none.</summary>
    public static string? PilotWarning(GateRun run) =>
        RunValidity.ComputeOthersShare(run, LaunchPhase.Pilot) is { } share && share > RunValidity.MostOthersShare
            ? $"Other processes used {Figures.FormatPercent(share)} of the processors during the pilot. "
                + "Stop them, or the run will be invalid."
            : null;

    /// <summary>All controls in one sentence.</summary>
    /// <param name="report">The controls.</param>
    /// <param name="title">The sentence begins with it.</param>
    public static string Describe(RunValidity report, string title = "Controls")
    {
        ImmutableArray<string> controls = Lines(
            report.AAControls is { } copies
                ? $"the baseline's own byte copy {Figures.FormatRatio(copies.LogRatio)} of the baseline "
                    + $"(p {Figures.FormatNumber(copies.PValue)}"
                    + $", {Figures.FormatCount(copies.Pairs, "pair")}, a bias of {FormatBias(copies.MinimumDetectableEffect)})"
                : "no copy of the baseline was measured",
            report.SpinShift is { } shift
                ? $"fixed arithmetic {Figures.FormatPercent(shift)} {(shift > 0 ? "slower" : "faster")} in the second half"
                : null,
            report.OthersShare is { } others
                ? $"other processes {Figures.FormatPercent(Math.Max(0, others))} of the processors"
                : "what other processes used is not known here",
            report.StolenShare is { } stolen ? $"stolen {Figures.FormatPercent(stolen)}" : null
        );
        return $"{title}: {string.Join(", ", controls)}.";
    }

    private static string FormatBias(double effect) =>
        double.IsFinite(effect) ? $"{Figures.FormatPercent(effect)} would be seen" : "any size may be missed";

    private static ImmutableArray<string> Lines(params IEnumerable<string?> lines) => [.. lines.OfType<string>()];
}
