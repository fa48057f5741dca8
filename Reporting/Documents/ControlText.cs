using System.Collections.Immutable;
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

    /// <summary>Why the run is invalid, a line each.</summary>
    public static ImmutableArray<string> Problems(ControlReport report) =>
        Lines(
            report.IsBiased
                ? $"The baseline's own copy is {Figures.Change(report.Sentinels!.LogRatio)} than the baseline "
                    + $"(p = {Figures.Number(report.Sentinels.PValue)}): something besides the code moves the times."
                : null,
            report.HasClockMoved
                ? $"Fixed arithmetic took {Figures.Percent(report.SpinShift!.Value)} {(report.SpinShift > 0 ? "longer" : "less")} "
                    + "in the second half of the run: the processor's clock has changed."
                : null,
            report.IsDisturbed ? $"Other processes used {Figures.Percent(report.OthersShare!.Value)} of the processors. Stop them." : null
        );

    /// <summary>Disturbances of a valid run, a line each.</summary>
    public static ImmutableArray<string> Warnings(ControlReport report) =>
        Lines(
            report.StolenShare > MuchStolen
                ? $"The hypervisor gave {Figures.Percent(report.StolenShare.Value)} of the processor time to others."
                : null,
            report.Throttled > 0
                ? $"The processor or the control group was throttled {Figures.Number(report.Throttled.Value)} times."
                : null
        );

    /// <summary>A disturbance that will make the run invalid unless somebody stops it; null where there is none.</summary>
    public static string? PilotWarning(GateRun run) =>
        ControlReport.OthersShareOf(run, LaunchPhase.Pilot) is { } share && share > ControlReport.MostOthersShare
            ? $"Other processes used {Figures.Percent(share)} of the processors during the pilot. Stop them, or the run will be invalid."
            : null;

    /// <summary>All controls in one sentence.</summary>
    public static string Describe(ControlReport report)
    {
        ImmutableArray<string> controls = Lines(
            report.Sentinels is { } copies
                ? $"the baseline's own byte copy {Figures.Ratio(copies.LogRatio)} of the baseline (p {Figures.Number(copies.PValue)}, "
                    + $"{Figures.Count(copies.Pairs, "pair")}, a bias of {FormatBias(copies.MinimumDetectableEffect)})"
                : "no copy of the baseline was measured",
            report.SpinShift is { } shift
                ? $"fixed arithmetic {Figures.Percent(shift)} {(shift > 0 ? "slower" : "faster")} in the second half"
                : null,
            report.OthersShare is { } others
                ? $"other processes {Figures.Percent(Math.Max(0, others))} of the processors"
                : "what other processes used is not known here",
            report.StolenShare is { } stolen ? $"stolen {Figures.Percent(stolen)}" : null
        );
        return $"Controls: {string.Join(", ", controls)}.";
    }

    private static string FormatBias(double effect) =>
        double.IsFinite(effect) ? $"{Figures.Percent(effect)} would be seen" : "any size may be missed";

    private static ImmutableArray<string> Lines(params IEnumerable<string?> lines) => [.. lines.OfType<string>()];
}
