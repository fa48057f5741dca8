using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>A verdict in words. "Inconclusive" always says what is not excluded.</summary>
internal static class VerdictText
{
    public static Cell Of(Judgement judgement) =>
        judgement switch
        {
            { Verdict: Verdict.Slower } => new Cell("Slower", Tone.Bad),
            { Verdict: Verdict.Faster } => new Cell("Faster", Tone.Good),
            { Verdict: Verdict.Same } => "Same",
            { IsOneExperiment: false, Suspicion: Suspicion.Slower } => new Cell(
                $"Unconfirmed: slower, by another BenchmarkDotNet{Because(judgement)}",
                Tone.Uncertain
            ),
            { IsOneExperiment: false, Suspicion: Suspicion.Faster } => new Cell(
                $"Unconfirmed: faster, by another BenchmarkDotNet{Because(judgement)}",
                Tone.Uncertain
            ),
            { Suspicion: Suspicion.Slower } => new Cell($"Inconclusive: suspected slower{Because(judgement)}", Tone.Uncertain),
            { Suspicion: Suspicion.Faster } => new Cell($"Inconclusive: suspected faster{Because(judgement)}", Tone.Uncertain),
            { Assessment.Doubt: Doubt.NoMeasurableTime } => "No measurable time",
            { Assessment.Doubt: Doubt.TooFewLaunches } => new Cell("Inconclusive: too few launches", Tone.Uncertain),
            { Assessment.Doubt: Doubt.Unstable } => new Cell("Inconclusive: unstable", Tone.Uncertain),
            { Assessment.Doubt: Doubt.NoSpread } => new Cell("Inconclusive: launches are copies", Tone.Uncertain),
            { IsWithinTolerance: true } => "Inconclusive, within tolerance",
            { Assessment.LogRatio: { } ratio } => new Cell(
                $"Inconclusive: up to {Figures.Percent(Math.Exp(ratio.Upper) - 1)} slower is not excluded",
                Tone.Uncertain
            ),
            _ => new Cell("Inconclusive", Tone.Uncertain),
        };

    private static string Because(Judgement judgement) => judgement.Assessment.Doubt == Doubt.TooFewLaunches ? ", too few launches" : "";
}
