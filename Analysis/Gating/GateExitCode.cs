using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>
/// What the exit code of a gate says, in the codes of <see cref="ExitCode"/>. Unlike a comparison it fails on what is open
/// unless told otherwise: 0 says that nothing is slower, and that the tolerance or more is excluded everywhere.
/// </summary>
internal static class GateExitCode
{
    public static int Choose(GateResult result, FailOn failOn, bool allowsMissing) =>
        !result.Validity.IsValid ? ExitCode.NotComparable
        : result.Count(Verdict.Slower) > 0 ? ExitCode.Slower
        : !allowsMissing && result.IsIncomplete ? ExitCode.MissingOrFailed
        : result.Benchmarks.IsEmpty ? ExitCode.NotComparable
        : Fails(result, failOn) ? ExitCode.Inconclusive
        : ExitCode.NothingSlower;

    private static bool Fails(GateResult result, FailOn failOn) =>
        failOn switch
        {
            FailOn.Suspected => result.Benchmarks.Any(benchmark => benchmark.Judgement.Unconfirmed == UnconfirmedChange.Slower),
            FailOn.Inconclusive => result.Undecided > 0,
            _ => false,
        };
}
