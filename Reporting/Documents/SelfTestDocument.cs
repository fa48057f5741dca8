using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.SelfTesting;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>What a gate is worth on a machine, for a reader.</summary>
internal static class SelfTestDocument
{
    public static ImmutableArray<Block> Create(SelfTest test)
    {
        ImmutableDictionary<string, string> names = GateDocument.Names(test.Results[0].Run);
        return test.IsOfAlikeSides
            ?
            [
                GateDocument.Sides(test.Results[0].Run),
                new Heading("False calls"),
                FalseCalls(test),
                CreateBenchmarks(test, names),
                new Heading("First-stage p-values"),
                CreateBands(test),
                new Heading("What would have been found"),
                CreatePower(test, names),
                new Paragraph(
                    $"By resampling the recorded pairs, one benchmark slower in each of {Figures.Count(test.Power.Gates)} drawn gates, the others unchanged. {Unchanged(test.Power.Unchanged!)}"
                ),
            ]
            :
            [
                GateDocument.Sides(test.Results[0].Run),
                new Heading("Found"),
                new Paragraph(
                    $"Of {Figures.Count(test.Cells, "benchmark")} of a candidate that is another program {Figures.Count(test.Reds)} were called slower and {Figures.Count(test.CalledFaster)} faster. {Time(test)}"
                ),
                CreateBenchmarks(test, names),
                new Heading("What other gates would have found"),
                CreateCalls(test, names),
                new Paragraph($"By resampling the recorded pairs, {Figures.Count(test.Power.Gates)} gates each."),
            ];
    }

    private static Paragraph FalseCalls(SelfTest test) =>
        new(
            $"{Figures.Count(test.Reds)} of {Figures.Count(test.Cells, "benchmark")} that did not change {(test.Reds == 1 ? "was" : "were")} called slower: at most {Figures.Percent(test.RedsAtMost)} of them are, with 95 % confidence. "
                + $"{Figures.Count(test.RunsWithRed)} of {Figures.Count(test.Results.Length, "run")} had any. {Figures.Count(test.CleanRuns)} exited with 0. {Time(test)}",
            test.Reds > 1 ? Tone.Bad : Tone.Good
        );

    private static string Time(SelfTest test) =>
        $"{Figures.Count(test.InvalidRuns)} of {Figures.Count(test.Results.Length, "run")} were invalid; a run took {DurationText.Of(test.SecondsOfARun)} on average.";

    private static Grid CreateBenchmarks(SelfTest test, ImmutableDictionary<string, string> names) =>
        new(
            [
                new Column("Benchmark"),
                new Column("Pairs, stage 1 + 2", true),
                new Column("Spread of a pair", true),
                new Column("Cells", true),
                new Column("Slower", true),
                new Column("Faster", true),
                new Column("Ratio, median", true),
                new Column("Same", true),
                new Column("Tolerance not excluded", true),
                new Column("Ended in stage 1", true),
            ],
            [
                .. test.Kinds.Select(kind =>
                    (ImmutableArray<Cell>)
                        [
                            names[kind.Cell],
                            $"{Figures.Count(kind.Plan.PairsOne)} + {Figures.Count(kind.Plan.PairsTwo)}",
                            Figures.Percent(kind.Spread),
                            Figures.Count(kind.Cells),
                            Figures.Count(kind.Slower),
                            Figures.Count(kind.Faster),
                            Figures.Ratio(kind.LogRatio),
                            Figures.Count(kind.Same),
                            Figures.Count(kind.Open),
                            Figures.Count(kind.EndedInStageOne),
                        ]
                ),
            ]
        );

    private static Grid CreateBands(SelfTest test) =>
        new(
            [
                new Column("p of"),
                new Column("At most", true),
                new Column("Seen", true),
                new Column("Expected", true),
                new Column("95 % band", true),
                new Column("Seen is"),
            ],
            [
                .. test.Bands.Select(band =>
                    (ImmutableArray<Cell>)
                        [
                            band.IsSlower ? "slower" : "faster",
                            Figures.Percent(band.Level),
                            $"{Figures.Count(band.Count)} of {Figures.Count(band.Total)}",
                            Figures.Number(band.Share * band.Total),
                            $"{Figures.Count(band.Least)} – {Figures.Count(band.Most)}",
                            band.IsInside ? new Cell("inside", Tone.Good) : new Cell("outside", Tone.Uncertain),
                        ]
                ),
            ]
        );

    private static Grid CreatePower(SelfTest test, ImmutableDictionary<string, string> names) =>
        new(
            [new Column("Benchmark"), .. test.Power.Effects.Select(effect => new Column($"{Figures.Percent(effect)} slower", true))],
            [
                .. test
                    .Power.Points.GroupBy(point => point.Cell)
                    .Select(cell => (ImmutableArray<Cell>)[names[cell.Key], .. cell.Select(point => (Cell)Share(test, point.Slower))]),
            ]
        );

    private static Grid CreateCalls(SelfTest test, ImmutableDictionary<string, string> names) =>
        new(
            [new Column("Benchmark"), new Column("Called slower", true), new Column("Called faster", true)],
            [
                .. test.Power.Points.Select(point =>
                    (ImmutableArray<Cell>)[names[point.Cell], Share(test, point.Slower), Share(test, point.Faster)]
                ),
            ]
        );

    private static string Unchanged(UnchangedGates drawn) =>
        $"Of {Figures.Count(drawn.Gates)} drawn gates with no change {Figures.Count(drawn.FalseReds)} called anything slower, and {Figures.Percent(drawn.Clean / (double)drawn.Gates)} would have exited with 0.";

    private static string Share(SelfTest test, int gates) => Figures.Percent(gates / (double)test.Power.Gates);
}
