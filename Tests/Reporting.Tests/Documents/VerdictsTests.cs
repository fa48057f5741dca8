using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Reporting.Tests.Documents;

/// <summary>Laws of the table of verdicts.</summary>
public sealed class VerdictsTests
{
    [Fact]
    public void Style_OfTwoVerdicts_DiffersInWordPlaceShapeAndColour()
    {
        VerdictStyle[] styles = [.. Verdicts.Marks];
        Assert.Equal([.. Enum.GetValues<Verdict>().Select(verdict => verdict.Style()), Verdicts.NoSlower], styles.ToHashSet());
        Assert.Equal(Enumerable.Range(0, styles.Length), styles.Select(style => style.Place).Order());
        Assert.Distinct(styles.Select(style => style.Word));
        Assert.Distinct(styles.Select(style => style.Shape));
        Assert.Distinct(styles.Select(style => style.Series));
    }

    // Words are keys of saved files: these must never change.
    [Fact]
    public void Json_VerdictsAndReasons_HaveTheWordsOfSavedFiles()
    {
        object all = new
        {
            Verdicts = Enum.GetValues<Verdict>(),
            Suspicions = Enum.GetValues<UnconfirmedChange>(),
            Doubts = Enum.GetValues<InconclusiveReason>(),
        };
        string[] words = [.. ResultJson.Write(all).Split('"').Where((_, i) => i % 2 == 1)];
        Assert.Equal(
            [
                "verdicts",
                "inconclusive",
                "same",
                "slower",
                "faster",
                "suspicions",
                "none",
                "slower",
                "faster",
                "doubts",
                "none",
                "tooFewLaunches",
                "unstable",
                "noSpread",
                "noMeasurableTime",
                "notJudged",
            ],
            words
        );
    }
}
