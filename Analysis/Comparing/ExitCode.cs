namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The exit codes of a program that compares reports. Where several apply, the first in this order wins: 4, 2, 5, 3, 0.</summary>
public static class ExitCode
{
    /// <summary>Nothing is slower.</summary>
    public const int NothingSlower = 0;

    /// <summary>The arguments or the files are not valid.</summary>
    public const int BadInput = 1;

    /// <summary>A benchmark is slower, or allocates more than the <see cref="AllocationMargin"/> (<c>--alloc-margin</c>) allows.</summary>
    public const int Slower = 2;

    /// <summary>A benchmark is inconclusive in the way that <see cref="FailOn"/> (<c>--fail-on</c>) names.</summary>
    public const int Inconclusive = 3;

    /// <summary>Nothing can be compared.</summary>
    public const int NotComparable = 4;

    /// <summary>A benchmark is missing from the candidate, failed there, or cannot be told from others of its name.</summary>
    public const int MissingOrFailed = 5;

    /// <summary>Chooses the exit code of a comparison of two reports.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="failOn">The inconclusive benchmarks that fail a build.</param>
    /// <param name="allowsMissing">True lets missing, failed and ambiguous benchmarks pass.</param>
    /// <returns>One of the constants; never <see cref="BadInput"/>.</returns>
    public static int Choose(Comparison comparison, FailOn failOn = FailOn.Nothing, bool allowsMissing = false)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.HasNothingInCommon ? NotComparable
            : comparison.Count(Verdict.Slower) > 0 || comparison.MoreAllocated.Length > 0 ? Slower
            : !allowsMissing && comparison.Missing.Length + comparison.Failed.Length + comparison.Ambiguous.Length > 0 ? MissingOrFailed
            : comparison.Judgements.Any(judgement => Fails(judgement, failOn))
            || comparison.Judgements.Any(judgement => judgement.IsAboveLimit)
                ? Inconclusive
            : NothingSlower;
    }

    /// <summary>
    /// The exit code of several runs side by side. Where times are judged it is the worst of the runs. A lower speed-up is no slower
    /// benchmark; and where no time is judged, a build that is to fail on inconclusive times cannot pass.
    /// </summary>
    internal static int Choose(Matrix matrix, FailOn failOn, bool allowsMissing)
    {
        int[] ofRuns = [.. matrix.Times.Select(time => time.HasNothingInCommon ? MissingOrFailed : Choose(time, failOn, allowsMissing))];
        return !matrix.HasTimes && (!matrix.IsJudged || failOn != FailOn.Nothing) ? NotComparable
            : matrix.MoreAllocated.Length > 0 || ofRuns.Contains(Slower) ? Slower
            : !allowsMissing && (matrix.HasTimes ? ofRuns.Contains(MissingOrFailed) : matrix.MissingOrFailed.Any()) ? MissingOrFailed
            : ofRuns.Contains(Inconclusive) ? Inconclusive
            : NothingSlower;
    }

    /// <summary>True where the option fails on the benchmark.</summary>
    internal static bool Fails(Judgement judgement, FailOn failOn) =>
        failOn switch
        {
            FailOn.Suspected => judgement.Unconfirmed == UnconfirmedChange.Slower,
            FailOn.Inconclusive => judgement.IsOpen || judgement.Unconfirmed == UnconfirmedChange.Slower,
            _ => false,
        };
}

/// <summary>The inconclusive benchmarks that fail a build.</summary>
public enum FailOn
{
    /// <summary>None of them.</summary>
    Nothing,

    /// <summary>A slow-down was seen, and not confirmed.</summary>
    Suspected,

    /// <summary>A slow-down of the tolerance or more is not excluded; suspected ones too.</summary>
    Inconclusive,
}
