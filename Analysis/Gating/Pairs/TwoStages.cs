using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>One cell in both stages.</summary>
/// <param name="First">Its first pairs.</param>
/// <param name="Second">Its fresh pairs; asked for only where the first did not end it.</param>
/// <param name="PairsTwo">n₂, as planned.</param>
internal readonly record struct StagedCell(PairedAssessment First, Func<PairedAssessment> Second, int PairsTwo);

/// <summary>The verdicts of a run: of stage 1 where a cell ends there, of stage 2 alone where it goes on.</summary>
internal static class TwoStages
{
    /// <returns><c>result[i]</c> belongs to <c>cells[i]</c>.</returns>
    /// <param name="cells">Those that were measured to their end.</param>
    /// <param name="cellsOfTheRun">m, for the detectable effect: those that failed on the way as well.</param>
    /// <param name="rules">What counts.</param>
    public static ImmutableArray<PairedJudgement> Judge(ImmutableArray<StagedCell> cells, int cellsOfTheRun, JudgingRules rules)
    {
        int[] goOn = [.. Enumerable.Range(0, cells.Length).Where(i => !StageOne.EndsHere(cells[i].First, rules))];
        ImmutableArray<PairedJudgement> confirmed = StageTwo.Judge([.. goOn.Select(i => cells[i].Second())], cellsOfTheRun, rules);
        return
        [
            .. cells.Select(
                (cell, i) =>
                    Array.IndexOf(goOn, i) is >= 0 and var place
                        ? confirmed[place]
                        : StageOne.Judge(cell.First, cellsOfTheRun, rules, cell.PairsTwo)
            ),
        ];
    }
}
