using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>What a gate is about to do and what that buys, said before it starts.</summary>
internal static class PlanDocument
{
    /// <param name="run">With a plan.</param>
    public static ImmutableArray<Block> Create(GateRun run)
    {
        GatePlan plan = run.Plan!;
        if (plan.Cells.IsEmpty)
        {
            return [new Paragraph("No benchmark runs on both sides: nothing is measured.", Tone.Uncertain)];
        }

        ImmutableDictionary<string, string> names = GateDocument.Names(run);
        return
        [
            GateDocument.Sides(run),
            new Grid(
                [
                    new Column("Benchmark"),
                    new Column("A launch is"),
                    new Column("Spread of a pair", true),
                    new Column("Outlier launches", true),
                    new Column("Pairs, stage 1 + 2", true),
                    new Column("Launch", true),
                    new Column("Detectable", true),
                ],
                [.. plan.Cells.Select(cell => Row(cell, names[cell.Cell]))]
            ),
            .. ControlText.PilotWarning(run) is { } warning ? [new Paragraph(warning, Tone.Uncertain)] : ImmutableArray<Block>.Empty,
            Purchase(plan, run.Header.Settings),
        ];
    }

    private static ImmutableArray<Cell> Row(CellPlan cell, string name) =>
        [
            name,
            $"{ComparisonDocument.SummaryText(cell.Summary)} of {Figures.Count(cell.Iterations, "iteration")}{(cell.Invocations == 1 ? "" : $" of {Figures.Count(cell.Invocations)} operations")}",
            Figures.Percent(cell.Spread),
            Figures.Percent(cell.OutlierShare),
            $"{Figures.Count(cell.PairsOne)} + {Figures.Count(cell.PairsTwo)}",
            DurationText.Of(cell.LaunchSeconds, 1),
            double.IsFinite(cell.MinimumDetectableEffect) ? Figures.Percent(cell.MinimumDetectableEffect) : Figures.None,
        ];

    private static Paragraph Purchase(GatePlan plan, GateSettings settings)
    {
        string time =
            $"{DurationText.Of(plan.StageOneSeconds)} when all is well, {DurationText.Of(plan.LongestSeconds)} at most ({Figures.Count(plan.ControlsOne, "pair")} of the baseline with its own copy among them).";
        return plan.WorstDetectable <= settings.Tolerance
            ? new Paragraph($"This finds a slow-down of {Figures.Percent(plan.WorstDetectable)} in any of them, and takes {time}")
            : new Paragraph(
                $"This finds a slow-down of {(double.IsFinite(plan.WorstDetectable) ? Figures.Percent(plan.WorstDetectable) : "no certain size")} in any of them, not of {Figures.Percent(settings.Tolerance)}, and takes {time} {Advice(settings)}",
                Tone.Uncertain
            );
    }

    private static string Advice(GateSettings settings) =>
        settings.Pairs is not null ? "More --pairs find smaller ones."
        : settings.BudgetSeconds is not null ? "A longer --budget finds smaller ones."
        : "The benchmark differs too much from launch to launch for more pairs to help: quieten the machine, or raise --tolerance.";
}
