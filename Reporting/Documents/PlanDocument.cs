using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The plan of a gate before it starts: its pairs, their time, and the smallest slow-down that they find.</summary>
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
            GateDocument.CreateSides(run),
            Grid.Create(
                plan.Cells,
                new("Benchmark", cell => names[cell.Cell]),
                new("A launch is", cell => DescribeLaunch(cell)),
                new("Spread of a pair", cell => Figures.Percent(cell.Spread), true),
                new("Outlier launches", cell => Figures.Percent(cell.OutlierShare), true),
                new("Pairs, stage 1 + 2", cell => $"{Figures.Count(cell.PairsOne)} + {Figures.Count(cell.PairsTwo)}", true),
                new("Launch", cell => DurationText.Of(cell.LaunchSeconds, 1), true),
                new("Detectable", cell => FormatEffect(cell.MinimumDetectableEffect) ?? Figures.None, true)
            ),
            .. ControlText.PilotWarning(run) is { } warning ? [new Paragraph(warning, Tone.Uncertain)] : ImmutableArray<Block>.Empty,
            DescribePurchase(plan, run.Header.Settings),
        ];
    }

    private static string DescribeLaunch(CellPlan cell)
    {
        string operations = cell.Invocations == 1 ? "" : $" of {Figures.Count(cell.Invocations)} operations";
        return $"{RunText.Format(cell.Summary)} of {Figures.Count(cell.Iterations, "iteration")}{operations}";
    }

    private static string? FormatEffect(double effect) => double.IsFinite(effect) ? Figures.Percent(effect) : null;

    private static Paragraph DescribePurchase(GatePlan plan, GateSettings settings)
    {
        string time =
            $"and takes {DurationText.Of(plan.StageOneSeconds)} when all is well, {DurationText.Of(plan.LongestSeconds)} at most "
            + $"({Figures.Count(plan.ControlsOne, "pair")} of the baseline with its own copy among them).";
        string effect = $"This finds a slow-down of {FormatEffect(plan.WorstDetectable) ?? "no certain size"} in any of them";
        return plan.WorstDetectable <= settings.Tolerance
            ? new Paragraph($"{effect}, {time}")
            : new Paragraph($"{effect}, not of {Figures.Percent(settings.Tolerance)}, {time} {Advise(settings)}", Tone.Uncertain);
    }

    private static string Advise(GateSettings settings) =>
        settings.Pairs is not null ? "More --pairs find smaller ones."
        : settings.BudgetSeconds is not null ? "A longer --budget finds smaller ones."
        : "The benchmark differs too much from launch to launch for more pairs to help: quieten the machine, or raise --tolerance.";
}
