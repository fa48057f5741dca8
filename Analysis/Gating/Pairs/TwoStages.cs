using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>One benchmark in both stages.</summary>
/// <param name="First">Its first pairs.</param>
/// <param name="Second">Its fresh pairs; asked for only where the first did not end it.</param>
/// <param name="PairsTwo">n₂, as planned; 0 where the budget had no time for it.</param>
internal readonly record struct StagedBenchmark(PairedAssessment First, Func<PairedAssessment> Second, int PairsTwo);

/// <summary>The verdicts of a run: of stage 1 where a benchmark ends there, of stage 2 alone where it goes on.</summary>
internal static class TwoStages
{
    /// <returns><c>result[i]</c> belongs to <c>benchmarks[i]</c>.</returns>
    /// <param name="benchmarks">Those that were measured to their end.</param>
    /// <param name="benchmarksOfTheRun">m, for the detectable effect of those that end in stage 1; failed ones count too.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    /// <param name="elsewhere">Those of m that other shards measure.</param>
    public static ImmutableArray<PairedJudgement> Judge(
        ImmutableArray<StagedBenchmark> benchmarks,
        int benchmarksOfTheRun,
        JudgingRules rules,
        int elsewhere = 0
    )
    {
        int[] goOn =
        [
            .. Enumerable
                .Range(0, benchmarks.Length)
                .Where(i => benchmarks[i].PairsTwo > 0 && !StageOne.EndsHere(benchmarks[i].First, rules)),
        ];
        ImmutableArray<PairedJudgement> confirmed = StageTwo.Judge([.. goOn.Select(i => benchmarks[i].Second())], rules, elsewhere);
        return
        [
            .. benchmarks.Select(
                (benchmark, i) =>
                    Array.IndexOf(goOn, i) is >= 0 and var place
                        ? confirmed[place]
                        : StageOne.Judge(benchmark.First, benchmarksOfTheRun, rules, benchmark.PairsTwo)
            ),
        ];
    }
}
