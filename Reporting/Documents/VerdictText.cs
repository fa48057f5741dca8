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
                Tone.Doubtful
            ),
            { IsOneExperiment: false, Suspicion: Suspicion.Faster } => new Cell(
                $"Unconfirmed: faster, by another BenchmarkDotNet{Because(judgement)}",
                Tone.Doubtful
            ),
            { Suspicion: Suspicion.Slower } => new Cell($"Inconclusive: suspected slower{Because(judgement)}", Tone.Doubtful),
            { Suspicion: Suspicion.Faster } => new Cell($"Inconclusive: suspected faster{Because(judgement)}", Tone.Doubtful),
            { Assessment.Doubt: Doubt.NoMeasurableTime } => "No measurable time",
            { Assessment.Doubt: Doubt.TooFewLaunches } => new Cell("Inconclusive: too few launches", Tone.Doubtful),
            { Assessment.Doubt: Doubt.Unstable } => new Cell("Inconclusive: unstable", Tone.Doubtful),
            { Assessment.Doubt: Doubt.NoSpread } => new Cell("Inconclusive: launches are copies", Tone.Doubtful),
            { IsWithinTolerance: true } => "Inconclusive, within tolerance",
            { Assessment.LogRatio: { } ratio } => new Cell(
                $"Inconclusive: up to {Figures.Percent(Math.Exp(ratio.Upper) - 1)} slower is not excluded",
                Tone.Doubtful
            ),
            _ => new Cell("Inconclusive", Tone.Doubtful),
        };

    private static string Because(Judgement judgement) => judgement.Assessment.Doubt == Doubt.TooFewLaunches ? ", too few launches" : "";
}
