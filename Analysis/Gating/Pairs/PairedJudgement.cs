using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>The verdict of one benchmark and all that it rests on.</summary>
/// <param name="Assessment">The figures, of <paramref name="Stage"/> alone.</param>
/// <param name="Stage">1 or 2: where the benchmark ended.</param>
/// <param name="Verdict">The result.</param>
/// <param name="Reason">The reason why the benchmark cannot be judged.</param>
/// <param name="Unconfirmed">The difference that was seen and not confirmed.</param>
/// <param name="IsWithinTolerance">True where a slow-down of the tolerance or more is excluded.</param>
/// <param name="AdjustedPSlower">
/// p of "slower", adjusted by Holm's method over the benchmarks of stage 2; null where there is no test.
/// </param>
/// <param name="AdjustedPFaster">p of "faster", adjusted likewise by itself; null where there is no test.</param>
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
    /// True where a slow-down of the tolerance or more is not excluded, or nothing is known: the gate must not say "nothing is slower".
    /// </summary>
    public bool IsOpen => !IsWithinTolerance;

    /// <summary>True where the benchmark is open and called neither slower nor faster: it makes the gate end with "inconclusive".</summary>
    public bool IsUndecided => IsOpen && Verdict == Verdict.Inconclusive;
}
