using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>Names the methods whose own time changed, and brings all into an order.</summary>
internal static class MethodRanking
{
    /// <summary>The probability that an explanation of an unchanged benchmark names any method is at most this.</summary>
    public const double Level = 0.05;

    /// <summary>A change below this share of the baseline's operation is never named.</summary>
    public const double SmallestShare = 0.01;

    /// <param name="changes">In any order.</param>
    /// <param name="operation">The whole operation.</param>
    public static ImmutableArray<MethodChange> Rank(ImmutableArray<MethodChange> changes, SideTimes operation)
    {
        // A method of the framework, or of one side, counts for its caller.
        MethodChange[] tested = [.. changes.Where(change => change is { IsFramework: false, Presence: MethodPresence.Both })];
        double[] adjusted = Holm.Adjust([.. tested.Select(change => change.Own.Difference.PValue)]);
        double direction = operation.Difference.Value < 0 ? -1 : 1;
        double least = SmallestShare * operation.Baseline;
        return
        [
            .. tested
                .Zip(
                    adjusted,
                    (change, p) =>
                        change with
                        {
                            AdjustedPValue = p,
                            IsNamed = p <= Level && Math.Abs(change.Own.Difference.Value) >= least,
                        }
                )
                .Concat(changes.Except(tested))
                .OrderByDescending(change => change.IsNamed)
                .ThenByDescending(change => direction * change.Own.Difference.Value)
                .ThenByDescending(change => direction * change.Self.Difference.Value)
                .ThenBy(change => change.Method, StringComparer.Ordinal),
        ];
    }
}
