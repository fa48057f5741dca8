using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>A benchmark's place.</summary>
/// <param name="Row">Which.</param>
/// <param name="Rank">
/// 1 + the number of benchmarks that are confirmed to be faster; benchmarks without a confirmed difference share a rank.
/// </param>
/// <param name="Faster">Rows confirmed to be faster.</param>
internal sealed record Place(RunRow Row, int Rank, ImmutableHashSet<RunRow> Faster);

/// <summary>The benchmarks of one group in one run, fastest first.</summary>
/// <param name="Group">The group.</param>
/// <param name="Run">Index of the run.</param>
/// <param name="Places">Sorted by rank, then by time.</param>
internal sealed record Ranking(string Group, int Run, ImmutableArray<Place> Places)
{
    // The number of pairs grows with the square of the group.
    private const int LargestGroup = 200;

    /// <summary>
    /// Ranks every group of two and more in every run. Welch's t for each pair, Benjamini–Hochberg over the pairs of a group.
    /// </summary>
    public static ImmutableArray<Ranking> Create(RunTable table, JudgingRules rules) =>
        [
            .. from grouping in table.Rows.GroupBy(row => row.Group)
            from run in Enumerable.Range(0, table.Runs.Length)
            let rows = grouping.Where(row => row.Cells[run].Log is not null).ToArray()
            where rows.Length is > 1 and <= LargestGroup
            select Rank(grouping.Key, run, rows, rules),
        ];

    /// <summary>A sentence for each group that is too large to be ranked.</summary>
    public static IEnumerable<string> DescribeTooLarge(RunTable table) =>
        table
            .Rows.GroupBy(row => row.Group)
            .Where(group => group.Count() > LargestGroup)
            .Select(group =>
                $"The {group.Count()} benchmarks of {group.Key} are not ranked: groups of more than {LargestGroup} are too many pairs."
            );

    private static Ranking Rank(string group, int run, RunRow[] rows, JudgingRules rules)
    {
        (RunRow Slow, RunRow Fast, Estimate Difference)[] pairs =
        [
            .. from i in Enumerable.Range(0, rows.Length)
            from j in Enumerable.Range(i + 1, rows.Length - i - 1)
            let difference = rows[i].Cells[run].Log!.Value.Minus(rows[j].Cells[run].Log!.Value)
            select difference.Value > 0 ? (rows[i], rows[j], difference) : (rows[j], rows[i], difference),
        ];
        double[] adjusted = BenjaminiHochberg.Adjust([.. pairs.Select(pair => pair.Difference.PValue)]);
        ILookup<RunRow, RunRow> faster = pairs
            .Where(
                (pair, i) =>
                    adjusted[i] <= JudgingRules.FalseDiscoveryRate
                    && Math.Abs(pair.Difference.Value) >= rules.LogMargin
                    && pair.Slow.Cells[run].CanConfirm
                    && pair.Fast.Cells[run].CanConfirm
            )
            .ToLookup(pair => pair.Slow, pair => pair.Fast);
        return new Ranking(
            group,
            run,
            [
                .. rows.Select(row => new Place(row, 1 + faster[row].Count(), [.. faster[row]]))
                    .OrderBy(place => place.Rank)
                    .ThenBy(place => place.Row.Cells[run].Nanoseconds),
            ]
        );
    }
}

/// <summary>Two benchmarks whose order is confirmed in two runs, and is not the same.</summary>
/// <param name="One">Faster in the one run.</param>
/// <param name="Other">Faster in the other.</param>
/// <param name="Run">Where <paramref name="One"/> is faster.</param>
/// <param name="OtherRun">Where <paramref name="Other"/> is faster.</param>
internal sealed record RankReversal(RunRow One, RunRow Other, int Run, int OtherRun)
{
    /// <summary>Every pair of places, once for each two runs.</summary>
    public static ImmutableArray<RankReversal> Find(ImmutableArray<Ranking> rankings) =>
        [
            .. from one in rankings
            from other in rankings
            where one.Group == other.Group && one.Run < other.Run
            let places = other.Places.ToDictionary(place => place.Row)
            from slow in one.Places
            from fast in slow.Faster
            where places.TryGetValue(fast, out Place? there) && there.Faster.Contains(slow.Row)
            select new RankReversal(fast, slow.Row, one.Run, other.Run),
        ];
}
