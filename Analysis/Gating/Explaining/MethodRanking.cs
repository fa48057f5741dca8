using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>Names the methods whose own time changed, and brings all into an order.</summary>
internal static class MethodRanking
{
    /// <summary>The probability that an explanation of an unchanged benchmark names any method is at most this.</summary>
    public const double Level = 0.05;

    /// <summary>A change below this share of the baseline's operation is never named.</summary>
    public const double SmallestShare = 0.01;

    /// <summary>
    /// Named ones come first; of those with the direction of the operation the ones that run changed code before the others, because a
    /// cause is there and not where the compiler moved code to; then the largest change.
    /// </summary>
    /// <param name="changes">In any order.</param>
    /// <param name="operation">The whole operation.</param>
    public static ImmutableArray<MethodChange> Rank(ImmutableArray<MethodChange> changes, SideTimes operation)
    {
        // A method of the framework, or of one side, counts for its caller.
        ILookup<bool, MethodChange> tested = changes.ToLookup(change => change is { IsFramework: false, Presence: MethodPresence.Both });
        double direction = operation.Difference.Value < 0 ? -1 : 1;
        double least = SmallestShare * operation.Baseline;
        return
        [
            .. Test([.. tested[true]])
                .Select(change =>
                    change with
                    {
                        IsNamed = change.AdjustedPValue <= Level && Math.Abs(change.Own.Difference.Value) >= least,
                    }
                )
                .Concat(tested[false])
                .OrderByDescending(change => change.IsNamed)
                .ThenByDescending(change =>
                    change is { IsNamed: true, RunsChangedCode: true } && direction * change.Own.Difference.Value > 0
                )
                .ThenByDescending(change => direction * change.Own.Difference.Value)
                .ThenByDescending(change => direction * change.Self.Difference.Value)
                .ThenBy(change => change.Method, StringComparer.Ordinal),
        ];
    }

    // Half of the level is that of the methods that run changed code, which are few, so that a small change of theirs is found.
    private static IEnumerable<MethodChange> Test(ImmutableArray<MethodChange> tested)
    {
        MethodChange[][] groups = [.. tested.GroupBy(change => change.RunsChangedCode).Select(group => group.ToArray())];
        return groups.SelectMany(group =>
            group.Zip(
                Holm.Adjust([.. group.Select(change => change.Own.Difference.PValue)]),
                (change, p) => change with { AdjustedPValue = Math.Min(1, groups.Length * p) }
            )
        );
    }
}
