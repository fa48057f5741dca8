namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The exit codes of a comparison. Where several apply, the first in this order wins: 4, 2, 5, 3, 0.</summary>
internal static class ExitCode
{
    /// <summary>Nothing is slower.</summary>
    public const int NothingSlower = 0;

    /// <summary>The arguments or the files are not valid.</summary>
    public const int BadInput = 1;

    /// <summary>A benchmark is slower, or allocates more than <c>--alloc-margin</c> allows.</summary>
    public const int Slower = 2;

    /// <summary>A benchmark is inconclusive in the way that <c>--fail-on</c> names.</summary>
    public const int Inconclusive = 3;

    /// <summary>Nothing can be compared.</summary>
    public const int NotComparable = 4;

    /// <summary>A benchmark is missing from the candidate, failed there, or cannot be told from others of its name.</summary>
    public const int MissingOrFailed = 5;

    /// <summary>The exit code of a comparison of two reports.</summary>
    public static int Choose(Comparison comparison, FailOn failOn, bool allowsMissing) =>
        comparison.HasNothingInCommon ? NotComparable
        : comparison.Count(Verdict.Slower) > 0 || comparison.MoreAllocated.Length > 0 ? Slower
        : !allowsMissing && comparison.Missing.Length + comparison.Failed.Length + comparison.Ambiguous.Length > 0 ? MissingOrFailed
        : Fails(comparison, failOn) ? Inconclusive
        : NothingSlower;

    /// <summary>
    /// The exit code of several runs side by side. A lower speed-up is no slower benchmark; and since no time is judged, a
    /// build that is to fail on inconclusive times cannot pass.
    /// </summary>
    public static int Choose(Matrix matrix, FailOn failOn, bool allowsMissing) =>
        !matrix.IsJudged || failOn != FailOn.Nothing ? NotComparable
        : matrix.MoreAllocated.Length > 0 ? Slower
        : !allowsMissing && matrix.MissingOrFailed.Any() ? MissingOrFailed
        : NothingSlower;

    private static bool Fails(Comparison comparison, FailOn failOn) =>
        failOn switch
        {
            FailOn.Suspected => comparison.Judgements.Any(judgement => judgement.Unconfirmed == UnconfirmedChange.Slower),
            FailOn.Inconclusive => comparison.Judgements.Any(judgement =>
                judgement.IsOpen || judgement.Unconfirmed == UnconfirmedChange.Slower
            ),
            _ => false,
        };
}

/// <summary>The inconclusive rows that fail a build.</summary>
internal enum FailOn
{
    Nothing,

    /// <summary>A slow-down was seen, and not confirmed.</summary>
    Suspected,

    /// <summary>A slow-down of the tolerance or more is not excluded; suspected ones too.</summary>
    Inconclusive,
}
