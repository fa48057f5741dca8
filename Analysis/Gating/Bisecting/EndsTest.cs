using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Analysis.Gating.Bisecting;

/// <summary>The verdict on both ends so far.</summary>
internal enum EndsVerdict
{
    /// <summary>More pairs are needed.</summary>
    Open,

    /// <summary>The last commit is slower than the first one, by the margin or more.</summary>
    Slower,

    /// <summary>That was not shown.</summary>
    NotShown,
}

/// <summary>
/// Tests whether the last commit is slower than the first one, because a search always ends somewhere. It looks after 12, 24 and 48
/// pairs; the exact one-sided p of signed ranks is divided among the looks, so that a bisection of unchanged code ends with a commit
/// with at most 1 %.
/// </summary>
internal static class EndsTest
{
    /// <summary>The numbers of pairs after which it looks.</summary>
    public static ImmutableArray<int> Looks { get; } = [12, 24, 48];

    /// <param name="logRatios">ln(last ÷ first) of each pair, in the order in which they were measured.</param>
    /// <param name="logMargin">The smallest difference that counts.</param>
    public static EndsVerdict Judge(ImmutableArray<double> logRatios, double logMargin)
    {
        foreach (int look in Looks.TakeWhile(look => look <= logRatios.Length))
        {
            PairedEstimate estimate = PairedEstimate.FromDifferences(logRatios[..look]);
            if (estimate.Value >= logMargin && estimate.PSlower <= GateRules.FalseSlowerRate / Looks.Length)
            {
                return EndsVerdict.Slower;
            }

            if (estimate.Upper < logMargin || look == Looks[^1])
            {
                return EndsVerdict.NotShown;
            }
        }

        return EndsVerdict.Open;
    }

    /// <returns>The number of pairs at the next look.</returns>
    /// <param name="pairs">Pairs so far.</param>
    public static int FindNextLook(int pairs) => Looks.FirstOrDefault(look => look > pairs, Looks[^1]);
}
