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
        if (plan.Benchmarks.IsEmpty)
        {
            return [new Paragraph("No benchmark runs on both sides: nothing is measured.", Tone.Uncertain)];
        }

        ImmutableDictionary<string, string> names = GateDocument.Names(run);
        return
        [
            GateDocument.CreateSides(run),
            CreateTable(plan, names),
            .. ControlText.PilotWarning(run) is { } warning ? [new Paragraph(warning, Tone.Uncertain)] : ImmutableArray<Block>.Empty,
            DescribePurchase(plan, run.Header.Settings),
        ];
    }

    private static Grid CreateTable(GatePlan plan, ImmutableDictionary<string, string> names) =>
        Grid.Create(
            plan.Benchmarks,
            new("Benchmark", cell => names[cell.Name]),
            new("A launch is", cell => DescribeLaunch(cell)),
            new("Spread of a pair", cell => Figures.FormatPercent(cell.Spread), true),
            new("Outlier launches", cell => Figures.FormatPercent(cell.OutlierShare), true),
            new("Pairs, stage 1 + 2", cell => $"{Figures.FormatCount(cell.PairsOne)} + {Figures.FormatCount(cell.PairsTwo)}", true),
            new("Launch", cell => Figures.FormatDuration(cell.LaunchSeconds, 1), true),
            new("Detectable", cell => FormatEffect(cell.MinimumDetectableEffect) ?? Figures.None, true)
        );

    private static string DescribeLaunch(BenchmarkPlan cell)
    {
        string operations = cell.Invocations == 1 ? "" : $" of {Figures.FormatCount(cell.Invocations)} operations";
        return $"{RunText.Format(cell.Summary)} of {Figures.FormatCount(cell.Iterations, "iteration")}{operations}";
    }

    private static string? FormatEffect(double effect) => double.IsFinite(effect) ? Figures.FormatPercent(effect) : null;

    private static Paragraph DescribePurchase(GatePlan plan, GateSettings settings)
    {
        string time =
            $"and takes {Figures.FormatDuration(plan.StageOneSeconds)} when all is well, "
            + $"{Figures.FormatDuration(plan.LongestSeconds)} at most "
            + $"({Figures.FormatCount(plan.ControlPairsOne, "pair")} of the baseline with its own copy among them).";
        string effect =
            $"This finds a slow-down of {FormatEffect(plan.LargestMinimumDetectableEffect) ?? "no certain size"} in any of them";
        return plan.LargestMinimumDetectableEffect <= settings.Tolerance
            ? new Paragraph($"{effect}, {time}")
            : new Paragraph($"{effect}, not of {Figures.FormatPercent(settings.Tolerance)}, {time} {Advise(settings)}", Tone.Uncertain);
    }

    private static string Advise(GateSettings settings) =>
        settings.Pairs is not null ? "More --pairs find smaller ones."
        : settings.BudgetSeconds is not null ? "A longer --budget finds smaller ones."
        : "The benchmark differs too much from launch to launch for more pairs to help: quieten the machine, or raise --tolerance.";
}
