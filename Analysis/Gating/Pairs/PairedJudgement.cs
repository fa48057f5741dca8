using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>The verdict of one benchmark and all that it rests on.</summary>
/// <param name="Assessment">The figures, of <paramref name="Stage"/> alone.</param>
/// <param name="Stage">1 or 2: where the benchmark ended.</param>
/// <param name="Verdict">What is said.</param>
/// <param name="Reason">Why it cannot be judged.</param>
/// <param name="Unconfirmed">What is not said, but seen.</param>
/// <param name="IsWithinTolerance">Whether a slow-down of the tolerance or more is excluded.</param>
/// <param name="AdjustedPSlower">Holm, over the benchmarks of stage 2; null where there is no test.</param>
/// <param name="AdjustedPFaster">Holm, for itself; null where there is no test.</param>
/// <param name="MinimumDetectableEffect">ρ − 1 that would be found in 95 of 100 such runs; null where nothing can be confirmed.</param>
internal sealed record PairedJudgement(
    PairedAssessment Assessment,
    int Stage,
    Verdict Verdict,
    InconclusiveReason Reason,
    UnconfirmedChange Unconfirmed,
    bool IsWithinTolerance,
    double? AdjustedPSlower,
    double? AdjustedPFaster,
    double? MinimumDetectableEffect
)
{
    /// <summary>
    /// Whether a slow-down of the tolerance or more is not excluded, or nothing is known: the gate must not say "nothing is slower".
    /// </summary>
    public bool IsOpen => !IsWithinTolerance;

    /// <summary>Whether nothing is called besides: what makes a gate end with "inconclusive".</summary>
    public bool IsUndecided => IsOpen && Verdict == Verdict.Inconclusive;
}
