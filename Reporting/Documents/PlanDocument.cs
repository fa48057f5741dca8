using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The plan of a gate before it starts: its pairs, their time, and the smallest slow-down that they find.</summary>
internal static class PlanDocument
{
    // Of benchmarks that are all planned alike nobody reads more.
    private const int MostRows = 40;

    /// <param name="run">With a plan.</param>
    public static ImmutableArray<Block> Create(GateRun run)
    {
        GatePlan plan = run.Plan!;
        if (plan.Benchmarks.IsEmpty)
        {
            return
            [
                .. DescribePart(run),
                new Paragraph(
                    run.BenchmarksElsewhere > 0 ? "Nothing is measured here." : "No benchmark runs on both sides: nothing is measured.",
                    Tone.Uncertain
                ),
            ];
        }

        ImmutableDictionary<string, string> names = GateDocument.Names(run);
        return
        [
            GateDocument.CreateSides(run),
            .. DescribePart(run),
            .. UnchangedText.Count(run) is { Length: > 0 } count ? [new Paragraph(count)] : ImmutableArray<Block>.Empty,
            .. CreateTable([.. plan.Benchmarks.Where(cell => cell.Method == PairMethod.Launches)], names),
            .. DescribeTurns(run, [.. plan.Benchmarks.Where(cell => cell.Method == PairMethod.Turns)], names),
            .. ControlText.PilotWarning(run) is { } warning ? [new Paragraph(warning, Tone.Uncertain)] : ImmutableArray<Block>.Empty,
            DescribePurchase(run),
        ];
    }

    private static ImmutableArray<Block> DescribePart(GateRun run) =>
        ShardText.DescribePart(run) is { Length: > 0 } part ? [new Paragraph(part)] : [];

    private static ImmutableArray<Block> DescribeTurns(GateRun run, BenchmarkPlan[] plans, ImmutableDictionary<string, string> names) =>
        plans is [var first, ..]
            ?
            [
                .. plans.Length <= MostRows ? [CreateTurnGrid(plans, names)] : ImmutableArray<Block>.Empty,
                new Paragraph(
                    $"{Figures.FormatCount(plans.Length, "benchmark")} whose sides take turns of a few milliseconds, on one core "
                        + $"where the work is of one thread: {Figures.FormatCount(first.PairsOne, "pair")} each, and at least "
                        + $"{Figures.FormatCount(first.PairsTwo)} fresh ones of each that they do not show clean. "
                        + $"{DescribeTooFew(run) ?? DescribeEffect(plans)}; "
                        + "what each benchmark's own spread found stands with its verdict."
                ),
            ]
            : [];

    private static string DescribeEffect(BenchmarkPlan[] plans)
    {
        double[] effects = [.. plans.Select(cell => cell.MinimumDetectableEffect).Order()];
        return effects[0] == effects[^1]
            ? $"Where pairs spread by {Figures.FormatPercent(plans[0].Spread)}, as is usual, this finds a slow-down of {Format(effects[0])}"
            : $"Where pairs spread as in the earlier run, this finds a slow-down of {Format(effects[effects.Length / 2])} in half of them, "
                + $"of {Format(effects[0])} to {Format(effects[^1])} in all";

        static string Format(double effect) => FormatEffect(effect) ?? "no certain size";
    }

    /// <returns>Null, unless the user has chosen so few pairs that no spread is small enough.</returns>
    private static string? DescribeTooFew(GateRun run)
    {
        int benchmarks = run.Plan!.Benchmarks.Length + run.BenchmarksElsewhere;
        return run.Header.Settings.Pairs is { } pairs && !GateRules.CanCall(pairs.Two, benchmarks)
            ? $"{Figures.FormatCount(pairs.Two, "fresh pair")} cannot call one of {Figures.FormatCount(benchmarks, "benchmark")} where all "
                + $"need them; --pairs {Figures.FormatCount(pairs.One)}+{Figures.FormatCount(GateRules.FindFewestPairs(benchmarks))} can"
            : null;
    }

    private static Grid CreateTurnGrid(BenchmarkPlan[] plans, ImmutableDictionary<string, string> names) =>
        Grid.Create(
            plans,
            new("Benchmark", cell => names[cell.Name]),
            new("Pairs, stage 1 + 2", cell => $"{Figures.FormatCount(cell.PairsOne)} + {Figures.FormatCount(cell.PairsTwo)}", true),
            new("Pair", cell => Figures.FormatDuration(cell.PairSeconds, 1), true),
            new("Detectable, usually", cell => FormatEffect(cell.MinimumDetectableEffect) ?? Figures.None, true)
        );

    private static ImmutableArray<Block> CreateTable(BenchmarkPlan[] plans, ImmutableDictionary<string, string> names) =>
        plans is [] ? [] : [CreateGrid(plans, names)];

    private static Grid CreateGrid(BenchmarkPlan[] plans, ImmutableDictionary<string, string> names) =>
        Grid.Create(
            plans,
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

    private static Paragraph DescribePurchase(GateRun run)
    {
        (GatePlan plan, GateSettings settings) = (run.Plan!, run.Header.Settings);
        if (plan.Benchmarks.Any(cell => cell.Method == PairMethod.Turns))
        {
            return new Paragraph(
                $"The first stage takes about {Figures.FormatDuration(plan.StageOneSeconds)} "
                    + $"({Figures.FormatCount(plan.ControlPairsOne, "pair")} of the baseline with its own copy among them)."
            );
        }

        string time =
            $"takes {Figures.FormatDuration(plan.StageOneSeconds)} when all is well, "
            + $"{Figures.FormatDuration(plan.LongestSeconds)} at most "
            + $"({Figures.FormatCount(plan.ControlPairsOne, "pair")} of the baseline with its own copy among them).";
        if (DescribeTooFew(run) is { } tooFew)
        {
            return new Paragraph($"{tooFew}. This {time}", Tone.Uncertain);
        }

        string effect =
            $"This finds a slow-down of {FormatEffect(plan.LargestMinimumDetectableEffect) ?? "no certain size"} in any of them";
        return plan.LargestMinimumDetectableEffect <= settings.Tolerance
            ? new Paragraph($"{effect}, and {time}")
            : new Paragraph($"{effect}, not of {Figures.FormatPercent(settings.Tolerance)}, and {time} {Advise(settings)}", Tone.Uncertain);
    }

    private static string Advise(GateSettings settings) =>
        settings.Pairs is not null ? "More --pairs find smaller ones."
        : settings.BudgetSeconds is not null ? "A longer --budget finds smaller ones."
        : "The benchmark differs too much from launch to launch for more pairs to help: quieten the machine, or raise --tolerance.";
}
