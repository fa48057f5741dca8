using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>The pictures of a gate: its ratios with their intervals, and the pairs that they rest on.</summary>
internal static class GatePictures
{
    private static readonly ImmutableArray<LegendItem> Legend =
    [
        new(new Spot(0, Shape.Ring, 1, 0, ""), "stage 1"),
        new(new Spot(0, Shape.Diamond, 2, 0, ""), "stage 2"),
        new(new Spot(0, Shape.Cross, 6, 0, ""), "copy of the baseline ÷ baseline"),
    ];

    /// <returns>None where nothing was measured on both sides.</returns>
    public static IEnumerable<Picture> Draw(GateResult result)
    {
        ImmutableDictionary<string, string> names = GateDocument.Names(result.Run);
        BenchmarkResult[] rows = [.. GateDocument.Order(result).Where(cell => cell.Judgement.Assessment.Estimate is not null)];
        return rows is []
            ? []
            :
            [
                RatioPicture.Draw(
                    "gate-ratios",
                    [.. rows.Select(row => CreateRatio(row, names[row.Plan.Name]))],
                    result.Run.Header.Settings.Margin
                ),
                .. DrawDistributions(result.Run, rows, names),
                Pairs(result.Run, rows, names),
            ];
    }

    // What is the same looks the same everywhere: where something is called, or seen and not confirmed, that is drawn.
    private static IEnumerable<Picture> DrawDistributions(GateRun run, BenchmarkResult[] rows, ImmutableDictionary<string, string> names)
    {
        BenchmarkResult[] changed =
        [
            .. rows.Where(row =>
                row.Judgement.Verdict is Verdict.Slower or Verdict.Faster || row.Judgement.Unconfirmed != UnconfirmedChange.None
            ),
        ];
        return DensityPicture.Draw(
            "gate-distributions",
            "Distribution of the pairs of every change",
            "Curves apart from each other are a change that the pairs agree on: a baseline's copy ÷ the baseline stands around 1. "
                + "A mark on the axis is a pair. Every panel has its own axes.",
            "candidate ÷ baseline in one pair",
            [.. changed.Select(row => CreateDensities(run, row, names[row.Plan.Name]))]
        );
    }

    private static DensityView CreateDensities(GateRun run, BenchmarkResult row, string name)
    {
        (LaunchPhase Stage, LaunchPair Pair)[] pairs = [.. Measured(run, row.Plan)];
        ImmutableArray<(double, string)> List(bool isControl) =>
            [
                .. pairs
                    .Where(pair => pair.Pair.IsControl == isControl)
                    .Select(pair =>
                        (Math.Exp(LogRatio(pair.Pair, row.Plan)), $"{NamePhase(pair)}, place {Figures.FormatCount(pair.Pair.Number + 1)}")
                    ),
            ];
        JudgedRatio ratio = CreateRatio(row, name);
        return new DensityView(
            name,
            $"{Figures.FormatRatio(ratio.LogRatio)}  {ratio.Short}",
            [
                new("copy of the baseline ÷ baseline", CourseStyle.Dashed, Shape.Cross, 6, List(isControl: true)),
                new("candidate ÷ baseline", CourseStyle.Solid, Shape.Diamond, 2, List(isControl: false)),
            ]
        );
    }

    private static JudgedRatio CreateRatio(BenchmarkResult cell, string name)
    {
        PairedEstimate estimate = cell.Judgement.Assessment.Estimate!.Value;
        return new JudgedRatio(
            name,
            estimate.Value,
            double.IsFinite(estimate.Upper) ? (estimate.Lower, estimate.Upper) : null,
            Verdicts.Style(cell.Judgement),
            cell.Judgement.Unconfirmed,
            Verdicts.Describe(cell.Judgement)
        );
    }

    private static Picture Pairs(GateRun run, BenchmarkResult[] rows, ImmutableDictionary<string, string> names)
    {
        BenchmarkResult[] drawn = [.. rows.Take(RatioPicture.MostRows)];
        RowChart chart = new(
            "gate-pairs",
            "Every pair: candidate ÷ baseline",
            $"{Figures.FormatCount(rows.Length, "benchmark")}: first stage above, second stage in the middle, "
                + "the baseline against its own copy below, a mark a pair. The table has their figures.",
            new Axis("Candidate ÷ baseline in one pair of launches", Quantity.Number),
            [new RowGroup(null, [.. drawn.Select(row => PairRow(run, row, names[row.Plan.Name]))])],
            Legend
        )
        {
            RowHeight = 36,
            Reference = (1, "equal"),
        };
        return PictureRules.Create(
            chart,
            "What is called slower or faster rests on the pairs of stage 2 alone. "
                + "Pairs far from all others hold an outlier launch and are not judged by.",
            rows.Length - drawn.Length,
            CreateValues(
                rows.SelectMany(row =>
                    Measured(run, row.Plan).Select(pair => (names[row.Plan.Name], pair, GateStages.ComputeLogs([pair.Pair], row.Plan)))
                )
            )
        );
    }

    private static Grid CreateValues(IEnumerable<(string Name, (LaunchPhase Stage, LaunchPair Pair) Pair, PairedLogs Logs)> pairs) =>
        Grid.Create(
            pairs,
            new("Benchmark", row => row.Name),
            new("Pairs of", row => NamePhase(row.Pair)),
            new("Place", row => Figures.FormatCount(row.Pair.Pair.Number + 1), true),
            new("Baseline", row => Figures.FormatTime(Math.Exp(row.Logs.Baseline[0])), true),
            new("Other", row => Figures.FormatTime(Math.Exp(row.Logs.Candidate[0])), true),
            new("Ratio", row => Figures.FormatRatio(row.Logs.Candidate[0] - row.Logs.Baseline[0]), true)
        );

    private static ChartRow PairRow(GateRun run, BenchmarkResult row, string name) =>
        new(name, "", [.. Measured(run, row.Plan).Select(pair => PairMark(pair, row.Plan, name))]);

    private static Spot PairMark((LaunchPhase Stage, LaunchPair Pair) pair, BenchmarkPlan plan, string name)
    {
        double logRatio = LogRatio(pair.Pair, plan);
        (Shape shape, int series, double lane) = pair switch
        {
            { Pair.IsControl: true } => (Shape.Cross, 6, 0.3),
            { Stage: LaunchPhase.StageOne } => (Shape.Ring, 1, -0.3),
            _ => (Shape.Diamond, 2, 0),
        };
        return new Spot(
            Math.Exp(logRatio),
            shape,
            series,
            lane,
            PictureRules.FormatHover(
                name,
                $"{NamePhase(pair)}, place {Figures.FormatCount(pair.Pair.Number + 1)}: {Figures.FormatRatio(logRatio)}"
            )
        );
    }

    private static string NamePhase((LaunchPhase Stage, LaunchPair Pair) pair) =>
        pair.Pair.IsControl ? "copy of the baseline"
        : pair.Stage == LaunchPhase.StageOne ? "stage 1"
        : "stage 2";

    private static double LogRatio(LaunchPair pair, BenchmarkPlan plan)
    {
        PairedLogs logs = GateStages.ComputeLogs([pair], plan);
        return logs.Candidate[0] - logs.Baseline[0];
    }

    private static IEnumerable<(LaunchPhase Stage, LaunchPair Pair)> Measured(GateRun run, BenchmarkPlan plan) =>
        new[] { LaunchPhase.StageOne, LaunchPhase.StageTwo }.SelectMany(stage =>
            run.SelectPairs(stage).Where(pair => pair.Benchmark == plan.Name).OrderBy(pair => pair.Number).Select(pair => (stage, pair))
        );
}
