using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>
/// The exit code of a gate, with the codes of <see cref="ExitCode"/>. By default it differs from a comparison: it also fails where a
/// slow-down of the tolerance or more is not excluded. So 0 means that nothing is slower, and that such a slow-down is excluded for
/// every benchmark.
/// </summary>
internal static class GateExitCode
{
    public static int Choose(GateResult result, FailOn failOn, bool allowsMissing) =>
        !result.Validity.IsValid ? ExitCode.NotComparable
        : result.Run.Header.Settings.Shard is not null ? ChooseOfShard(result, allowsMissing)
        : result.Count(Verdict.Slower) > 0 || result.FailsByAllocations ? ExitCode.Slower
        : !allowsMissing && result.IsIncomplete ? ExitCode.MissingOrFailed
        : result.Benchmarks.IsEmpty ? ExitCode.NotComparable
        : Fails(result, failOn) ? ExitCode.Inconclusive
        : ExitCode.NothingSlower;

    // A shard says only whether it was measured to its end. The merge of all shards says the rest.
    private static int ChooseOfShard(GateResult result, bool allowsMissing) =>
        !allowsMissing && result.Findings.Any(finding => finding.IsFailure) ? ExitCode.MissingOrFailed : ExitCode.NothingSlower;

    private static bool Fails(GateResult result, FailOn failOn) =>
        failOn switch
        {
            FailOn.Suspected => result.Benchmarks.Any(benchmark => benchmark.Judgement.Unconfirmed == UnconfirmedChange.Slower),
            FailOn.Inconclusive => result.Undecided > 0,
            _ => false,
        };
}
