using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>Which cells a stage measures, and what it saw of them.</summary>
internal static class GateStages
{
    /// <returns>The cells of the plan that have not failed.</returns>
    public static ImmutableArray<CellPlan> NotFailed(GateRun run) => [.. run.Plan!.Cells.Where(cell => run.FaultOf(cell.Cell) is null)];

    /// <returns>The cells that the first stage did not show clean. One that fails in the second stage is still among them.</returns>
    public static ImmutableArray<CellPlan> EnteredStageTwo(GateRun run) =>
        [
            .. run.Plan!.Cells.Where(cell => run.FaultOf(cell.Cell) is null or { Phase: LaunchPhase.StageTwo })
                .Where(cell => !StageOne.EndsHere(Assess(run, cell, LaunchPhase.StageOne), run.Header.Settings.Rules)),
        ];

    /// <returns>The pairs of a cell in a stage, judged by what the plan chose to stand for a launch.</returns>
    public static PairedAssessment Assess(GateRun run, CellPlan cell, LaunchPhase stage) =>
        PairedAssessment.Of(Logs([.. run.Pairs(stage).Where(pair => !pair.IsControl && pair.Cell == cell.Cell)], cell));

    /// <returns>ln of each launch's summary, pairs in the order of the schedule.</returns>
    public static PairedLogs Logs(ImmutableArray<LaunchPair> pairs, CellPlan cell)
    {
        LaunchPair[] ordered = [.. pairs.OrderBy(pair => pair.Number)];

        // BenchmarkDotNet 0.12 leaves out what it takes for outliers: equally many are looked at on both sides.
        int iterations = ordered
            .SelectMany(pair => new[] { pair.Baseline, pair.Other })
            .Select(launch => launch.NanosecondsPerOp.Length)
            .Append(cell.Iterations)
            .Min();
        double Log(LaunchLine launch) => Math.Log(LaunchSummaries.Of(launch.NanosecondsPerOp[..iterations], cell.Summary, iterations));
        return new PairedLogs([.. ordered.Select(pair => Log(pair.Baseline))], [.. ordered.Select(pair => Log(pair.Other))]);
    }

    /// <summary>Whether both stages are done.</summary>
    public static bool IsFinished(GateRun run) =>
        run.Plan is not null && Left(run, LaunchPhase.StageOne).IsEmpty && Left(run, LaunchPhase.StageTwo).IsEmpty;

    /// <returns>The pairs of a stage that are still to be measured, in order. Of the second stage only once the first is done.</returns>
    public static ImmutableArray<PlannedPair> Left(GateRun run, LaunchPhase stage)
    {
        bool isFirst = stage == LaunchPhase.StageOne;

        // A schedule does not change when a cell fails on the way: it is that of the cells that began the stage.
        ImmutableArray<CellPlan> cells = isFirst ? run.Plan!.Cells : EnteredStageTwo(run);
        int controls = isFirst ? run.Plan!.ControlsOne : GatePlan.ControlsTwo(cells);
        HashSet<int> done = [.. run.Pairs(stage).Select(pair => pair.Number)];
        return
        [
            .. PairSchedule
                .Of(
                    [.. cells.Select(cell => (cell.Cell, isFirst ? cell.PairsOne : cell.PairsTwo))],
                    controls,
                    run.Header.Settings.Seed + (int)stage
                )
                .Where(pair => !done.Contains(pair.Number) && run.FaultOf(pair.Cell) is null),
        ];
    }

    /// <returns>Part of the stages' time that was not the launches': choosing, reading, writing, watching. Null without two launches.</returns>
    public static double? Overhead(GateRun run)
    {
        double whole = 0;
        double launches = 0;
        LaunchLine? last = null;
        foreach (LaunchLine launch in run.Of(LaunchPhase.StageOne, LaunchPhase.StageTwo))
        {
            // A session begins its clock anew: what was between two of them is no overhead.
            if (last is not null && launch.StartedAt >= last.StartedAt + last.Elapsed)
            {
                whole += launch.StartedAt - last.StartedAt;
                launches += last.Elapsed;
            }

            last = launch;
        }

        return whole > 0 ? 1 - (launches / whole) : null;
    }
}
