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
        return [sides, .. test.IsSelfComparison ? CreateForOneProgram(test, names) : CreateForTwoPrograms(test, names)];
    }

    private static ImmutableArray<Block> CreateForOneProgram(SelfTest test, ImmutableDictionary<string, string> names) =>
        [
            new Heading("False calls"),
            CountFalseCalls(test),
            CreateBenchmarks(test, names),
            new Heading("First-stage p-values"),
            CreateBands(test),
            new Heading("What would have been found"),
            CreatePower(test, names),
            new Paragraph(
                "By resampling the recorded pairs, one benchmark slower in each of "
                    + $"{Figures.FormatCount(test.Power.Gates)} drawn gates, the others unchanged. "
                    + $"{DescribeUnchanged(test.Power.Unchanged!)}"
            ),
        ];

    private static ImmutableArray<Block> CreateForTwoPrograms(SelfTest test, ImmutableDictionary<string, string> names) =>
        [
            new Heading("Found"),
            new Paragraph(
                $"Of {Figures.FormatCount(test.TotalJudgements, "benchmark")} of a candidate that is another program "
                    + $"{Figures.FormatCount(test.CalledSlower)} were called slower and {Figures.FormatCount(test.CalledFaster)} faster. "
                    + DescribeRuns(test)
            ),
            CreateBenchmarks(test, names),
            new Heading("What other gates would have found"),
            CreateCalls(test, names),
            new Paragraph($"By resampling the recorded pairs, {Figures.FormatCount(test.Power.Gates)} gates each."),
        ];

    private static Paragraph CountFalseCalls(SelfTest test) =>
        new(
            $"{Figures.FormatCount(test.CalledSlower)} of {Figures.FormatCount(test.TotalJudgements, "benchmark")} that did not change "
                + $"{(test.CalledSlower == 1 ? "was" : "were")} called slower: "
                + $"at most {Figures.FormatPercent(test.LargestShareCalledSlower)} of them are, with 95 % confidence. "
                + $"{Figures.FormatCount(test.RunsCalledSlower)} of {Figures.FormatCount(test.Results.Length, "run")} had any. "
                + $"{Figures.FormatCount(test.CleanRuns)} exited with 0. {DescribeRuns(test)}",
            test.CalledSlower > 1 ? Tone.Bad : Tone.Good
        );

    private static string DescribeRuns(SelfTest test) =>
        $"{Figures.FormatCount(test.InvalidRuns)} of {Figures.FormatCount(test.Results.Length, "run")} were invalid; "
        + $"a run took {Figures.FormatDuration(test.MeanRunSeconds)} on average.";

    private static Grid CreateBenchmarks(SelfTest test, ImmutableDictionary<string, string> names) =>
        Grid.Create(
            test.Benchmarks,
            new("Benchmark", kind => names[kind.Name]),
            new(
                "Pairs, stage 1 + 2",
                kind => $"{Figures.FormatCount(kind.Plan.PairsOne)} + {Figures.FormatCount(kind.Plan.PairsTwo)}",
                true
            ),
            new("Spread of a pair", kind => Figures.FormatPercent(kind.Spread), true),
            new("Cells", kind => Figures.FormatCount(kind.Runs), true),
            new("Slower", kind => Figures.FormatCount(kind.Slower), true),
            new("Faster", kind => Figures.FormatCount(kind.Faster), true),
            new("Ratio, median", kind => Figures.FormatRatio(kind.LogRatio), true),
            new("Same", kind => Figures.FormatCount(kind.Same), true),
            new("Tolerance not excluded", kind => Figures.FormatCount(kind.Open), true),
            new("Ended in stage 1", kind => Figures.FormatCount(kind.EndedInStageOne), true)
        );

    private static Grid CreateBands(SelfTest test) =>
        Grid.Create(
            test.Bands,
            new("p of", band => band.IsSlower ? "slower" : "faster"),
            new("At most", band => Figures.FormatPercent(band.Level), true),
            new("Seen", band => $"{Figures.FormatCount(band.Count)} of {Figures.FormatCount(band.Total)}", true),
            new("Expected", band => Figures.FormatNumber(band.Share * band.Total), true),
            new("95 % band", band => $"{Figures.FormatCount(band.Least)} – {Figures.FormatCount(band.Most)}", true),
            new("Seen is", band => band.IsInside ? new Cell("inside", Tone.Good) : new Cell("outside", Tone.Uncertain))
        );

    private static Grid CreatePower(SelfTest test, ImmutableDictionary<string, string> names) =>
        new(
            [new Column("Benchmark"), .. test.Power.Effects.Select(effect => new Column($"{Figures.FormatPercent(effect)} slower", true))],
            [
                .. test
                    .Power.Points.GroupBy(point => point.Benchmark)
                    .Select(cell =>
                        (ImmutableArray<Cell>)[names[cell.Key], .. cell.Select(point => (Cell)FormatShare(test, point.Slower))]
                    ),
            ]
        );

    private static Grid CreateCalls(SelfTest test, ImmutableDictionary<string, string> names) =>
        Grid.Create(
            test.Power.Points,
            new("Benchmark", point => names[point.Benchmark]),
            new("Called slower", point => FormatShare(test, point.Slower), true),
            new("Called faster", point => FormatShare(test, point.Faster), true)
        );

    private static string DescribeUnchanged(UnchangedGates drawn) =>
        $"Of {Figures.FormatCount(drawn.Gates)} drawn gates with no change {Figures.FormatCount(drawn.FalsePositives)} called anything "
        + $"slower, and {Figures.FormatPercent(drawn.Clean / (double)drawn.Gates)} would have exited with 0.";

    private static string FormatShare(SelfTest test, int gates) => Figures.FormatPercent(gates / (double)test.Power.Gates);
}
