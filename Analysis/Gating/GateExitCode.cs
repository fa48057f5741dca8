using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>
/// What the exit code of a gate says, in the codes of <see cref="ExitCode"/>. Unlike a comparison it fails on what is open
/// unless told otherwise: 0 says that nothing is slower, and that the tolerance or more is excluded everywhere.
/// </summary>
internal static class GateExitCode
{
    public static int Of(GateResult result, FailOn failOn, bool allowsMissing) =>
        !result.Controls.IsValid ? ExitCode.NotComparable
        : result.Count(Verdict.Slower) > 0 ? ExitCode.Slower
        : !allowsMissing && result.IsIncomplete ? ExitCode.MissingOrFailed
        : result.Cells.IsEmpty ? ExitCode.NotComparable
        : Fails(result, failOn) ? ExitCode.Inconclusive
        : ExitCode.NothingSlower;

    private static bool Fails(GateResult result, FailOn failOn) =>
        failOn switch
        {
            FailOn.Suspected => result.Cells.Any(cell => cell.Judgement.Suspicion == Suspicion.Slower),
            FailOn.Inconclusive => result.Open > 0,
            _ => false,
        };
}
