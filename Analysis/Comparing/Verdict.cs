using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The result for a benchmark that both sides have measured.</summary>
public enum Verdict
{
    /// <summary>The data fit both "no change" and a change that matters, or they cannot be judged.</summary>
    Inconclusive,

    /// <summary>A difference of the margin or more, either way, is excluded.</summary>
    Same,

    /// <summary>The candidate is slower: confirmed, and by the margin or more.</summary>
    Slower,

    /// <summary>The candidate is faster: confirmed, and by the margin or more.</summary>
    Faster,
}

/// <summary>A difference that was seen and not confirmed.</summary>
public enum UnconfirmedChange
{
    /// <summary>No difference was seen, or the one that was seen is confirmed.</summary>
    None,

    /// <summary>The candidate seems to be slower.</summary>
    Slower,

    /// <summary>The candidate seems to be faster.</summary>
    Faster,
}

/// <summary>The rules by which figures become a verdict.</summary>
internal static class VerdictRules
{
    /// <summary>The verdict that an interval and its p give; the same for times and for ratios of ratios.</summary>
    /// <param name="logRatio">Above 0 is slower.</param>
    /// <param name="adjusted">p, Benjamini–Hochberg over all that are judged together.</param>
    /// <param name="canConfirm">True where there are enough launches.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    public static Verdict Choose(Estimate logRatio, double adjusted, bool canConfirm, JudgingRules rules)
    {
        bool isConfirmed = canConfirm && adjusted <= JudgingRules.FalseDiscoveryRate;
        return logRatio.Lower > -rules.LogMargin && logRatio.Upper < rules.LogMargin ? Verdict.Same
            : isConfirmed && logRatio.Value >= rules.LogMargin ? Verdict.Slower
            : isConfirmed && logRatio.Value <= -rules.LogMargin ? Verdict.Faster
            : Verdict.Inconclusive;
    }

    /// <summary>The change that is left of a verdict where nothing can be confirmed.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="otherwise">The change where the verdict is none.</param>
    public static UnconfirmedChange ToUnconfirmed(Verdict verdict, UnconfirmedChange otherwise) =>
        verdict switch
        {
            Verdict.Slower => UnconfirmedChange.Slower,
            Verdict.Faster => UnconfirmedChange.Faster,
            _ => otherwise,
        };
}
