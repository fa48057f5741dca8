using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.SelfTesting;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The false positives and the power of a gate on one machine, for a reader.</summary>
internal static class SelfTestDocument
{
    public static ImmutableArray<Block> Create(SelfTest test)
    {
        ImmutableDictionary<string, string> names = GateDocument.Names(test.Results[0].Run);
        Grid sides = GateDocument.CreateSides(test.Results[0].Run);
        return test.IsOfAlikeSides
            ?
            [
                sides,
                new Heading("False calls"),
                CountFalseCalls(test),
                CreateBenchmarks(test, names),
                new Heading("First-stage p-values"),
                CreateBands(test),
                new Heading("What would have been found"),
                CreatePower(test, names),
                new Paragraph(
                    $"By resampling the recorded pairs, one benchmark slower in each of {Figures.Count(test.Power.Gates)} drawn gates, "
                        + $"the others unchanged. {DescribeUnchanged(test.Power.Unchanged!)}"
                ),
            ]
            :
            [
                sides,
                new Heading("Found"),
                new Paragraph(
                    $"Of {Figures.Count(test.Cells, "benchmark")} of a candidate that is another program {Figures.Count(test.Reds)} "
                        + $"were called slower and {Figures.Count(test.CalledFaster)} faster. {DescribeRuns(test)}"
                ),
                CreateBenchmarks(test, names),
                new Heading("What other gates would have found"),
                CreateCalls(test, names),
                new Paragraph($"By resampling the recorded pairs, {Figures.Count(test.Power.Gates)} gates each."),
            ];
    }

    private static Paragraph CountFalseCalls(SelfTest test) =>
        new(
            $"{Figures.Count(test.Reds)} of {Figures.Count(test.Cells, "benchmark")} that did not change "
                + $"{(test.Reds == 1 ? "was" : "were")} called slower: at most {Figures.Percent(test.RedsAtMost)} of them are, "
                + $"with 95 % confidence. {Figures.Count(test.RunsWithRed)} of {Figures.Count(test.Results.Length, "run")} had any. "
                + $"{Figures.Count(test.CleanRuns)} exited with 0. {DescribeRuns(test)}",
            test.Reds > 1 ? Tone.Bad : Tone.Good
        );

    private static string DescribeRuns(SelfTest test) =>
        $"{Figures.Count(test.InvalidRuns)} of {Figures.Count(test.Results.Length, "run")} were invalid; "
        + $"a run took {DurationText.Of(test.SecondsOfARun)} on average.";

    private static Grid CreateBenchmarks(SelfTest test, ImmutableDictionary<string, string> names) =>
        Grid.Create(
            test.Kinds,
            new("Benchmark", kind => names[kind.Cell]),
            new("Pairs, stage 1 + 2", kind => $"{Figures.Count(kind.Plan.PairsOne)} + {Figures.Count(kind.Plan.PairsTwo)}", true),
            new("Spread of a pair", kind => Figures.Percent(kind.Spread), true),
            new("Cells", kind => Figures.Count(kind.Cells), true),
            new("Slower", kind => Figures.Count(kind.Slower), true),
            new("Faster", kind => Figures.Count(kind.Faster), true),
            new("Ratio, median", kind => Figures.Ratio(kind.LogRatio), true),
            new("Same", kind => Figures.Count(kind.Same), true),
            new("Tolerance not excluded", kind => Figures.Count(kind.Open), true),
            new("Ended in stage 1", kind => Figures.Count(kind.EndedInStageOne), true)
        );

    private static Grid CreateBands(SelfTest test) =>
        Grid.Create(
            test.Bands,
            new("p of", band => band.IsSlower ? "slower" : "faster"),
            new("At most", band => Figures.Percent(band.Level), true),
            new("Seen", band => $"{Figures.Count(band.Count)} of {Figures.Count(band.Total)}", true),
            new("Expected", band => Figures.Number(band.Share * band.Total), true),
            new("95 % band", band => $"{Figures.Count(band.Least)} – {Figures.Count(band.Most)}", true),
            new("Seen is", band => band.IsInside ? new Cell("inside", Tone.Good) : new Cell("outside", Tone.Uncertain))
        );

    private static Grid CreatePower(SelfTest test, ImmutableDictionary<string, string> names) =>
        new(
            [new Column("Benchmark"), .. test.Power.Effects.Select(effect => new Column($"{Figures.Percent(effect)} slower", true))],
            [
                .. test
                    .Power.Points.GroupBy(point => point.Cell)
                    .Select(cell =>
                        (ImmutableArray<Cell>)[names[cell.Key], .. cell.Select(point => (Cell)FormatShare(test, point.Slower))]
                    ),
            ]
        );

    private static Grid CreateCalls(SelfTest test, ImmutableDictionary<string, string> names) =>
        Grid.Create(
            test.Power.Points,
            new("Benchmark", point => names[point.Cell]),
            new("Called slower", point => FormatShare(test, point.Slower), true),
            new("Called faster", point => FormatShare(test, point.Faster), true)
        );

    private static string DescribeUnchanged(UnchangedGates drawn) =>
        $"Of {Figures.Count(drawn.Gates)} drawn gates with no change {Figures.Count(drawn.FalseReds)} called anything slower, "
        + $"and {Figures.Percent(drawn.Clean / (double)drawn.Gates)} would have exited with 0.";

    private static string FormatShare(SelfTest test, int gates) => Figures.Percent(gates / (double)test.Power.Gates);
}
