using System.Collections.Immutable;
using ConcurrencyBench.Compare.Gating.Judging;
using ConcurrencyBench.Compare.Gating.Planning;
using ConcurrencyBench.Compare.Gating.Runs;
using ConcurrencyBench.Compare.Judging;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>What a finished run says.</summary>
/// <param name="Run">What it rests on.</param>
/// <param name="Cells">One for each cell that was measured to its end, in the order of names.</param>
/// <param name="Findings">What is wrong with other benchmarks.</param>
/// <param name="Controls">Whether the run may be believed.</param>
internal sealed record GateResult(GateRun Run, ImmutableArray<CellResult> Cells, ImmutableArray<CellFinding> Findings, ControlReport Controls)
{
    /// <summary>How many cells have a verdict.</summary>
    public int Count(Verdict verdict) => Cells.Count(cell => cell.Judgement.Verdict == verdict);

    /// <summary>Part of the stages' time that was not the launches'; null where a session has none.</summary>
    public double? Overhead => GateStages.Overhead(Run);

    /// <summary>Computes the verdicts from a run's launches.</summary>
    /// <param name="run">Both stages are done.</param>
    public static GateResult Of(GateRun run)
    {
        GatePlan plan = run.Plan ?? throw new ArgumentException("The run has no plan yet.", nameof(run));
        ImmutableArray<CellPlan> measured = GateStages.Cells(run);
        ImmutableArray<PairedJudgement> judgements = TwoStages.Judge([.. measured.Select(cell => Staged(run, cell))], plan.Cells.Length, run.Header.Settings.Rules);
        return new GateResult(
            run,
            [.. measured.Zip(judgements, (cell, judgement) => new CellResult(cell, judgement))],
            [.. run.Probe?.Findings ?? [], .. FaultsOf(run)],
            ControlReport.Of(run));
    }

    private static StagedCell Staged(GateRun run, CellPlan cell)
        => new(GateStages.Assess(run, cell, LaunchPhase.StageOne), () => GateStages.Assess(run, cell, LaunchPhase.StageTwo), cell.PairsTwo);

    private static IEnumerable<CellFinding> FaultsOf(GateRun run)
        => run.Launches
            .Where(launch => launch.Fault is not null)
            .GroupBy(launch => launch.Cell)
            .Select(cell => cell.First())
            .Select(launch => new CellFinding(
                launch.Side == LaunchSide.Candidate ? FindingKind.FailedInCandidate : FindingKind.FailedInBaseline, launch.Cell, launch.Fault!));
}

/// <param name="Plan">How it was measured.</param>
/// <param name="Judgement">What came out.</param>
internal sealed record CellResult(CellPlan Plan, PairedJudgement Judgement);

/// <summary>Which cells a stage measures, and what it saw of them.</summary>
internal static class GateStages
{
    /// <returns>The cells of the plan that have not failed.</returns>
    public static ImmutableArray<CellPlan> Cells(GateRun run) => [.. run.Plan!.Cells.Where(cell => run.FaultOf(cell.Cell) is null)];

    /// <returns>The cells that the first stage did not show clean. One that fails in the second stage is still among them.</returns>
    public static ImmutableArray<CellPlan> SecondStage(GateRun run)
        =>
        [
            .. run.Plan!.Cells
                .Where(cell => run.FaultOf(cell.Cell) is null or { Phase: LaunchPhase.StageTwo })
                .Where(cell => !StageOne.EndsHere(Assess(run, cell, LaunchPhase.StageOne), run.Header.Settings.Rules)),
        ];

    /// <returns>The pairs of a cell in a stage, judged by what the plan chose to stand for a launch.</returns>
    public static PairedAssessment Assess(GateRun run, CellPlan cell, LaunchPhase stage)
        => PairedAssessment.Of(Logs([.. run.Pairs(stage).Where(pair => !pair.IsControl && pair.Cell == cell.Cell)], cell));

    /// <returns>ln of each launch's summary, pairs in the order of the schedule.</returns>
    public static PairedLogs Logs(ImmutableArray<LaunchPair> pairs, CellPlan cell)
    {
        LaunchPair[] ordered = [.. pairs.OrderBy(pair => pair.Number)];

        // BenchmarkDotNet 0.12 leaves out what it takes for outliers: equally many are looked at on both sides.
        int iterations = ordered.SelectMany(pair => new[] { pair.Baseline, pair.Other }).Select(launch => launch.NanosecondsPerOp.Length).Append(cell.Iterations).Min();
        double Log(LaunchLine launch) => Math.Log(LaunchSummaries.Of(launch.NanosecondsPerOp[..iterations], cell.Summary, iterations));
        return new PairedLogs([.. ordered.Select(pair => Log(pair.Baseline))], [.. ordered.Select(pair => Log(pair.Other))]);
    }

    /// <summary>Whether both stages are done.</summary>
    public static bool IsFinished(GateRun run)
        => run.Plan is not null && Left(run, LaunchPhase.StageOne).IsEmpty && Left(run, LaunchPhase.StageTwo).IsEmpty;

    /// <returns>The pairs of a stage that are still to be measured, in order. Of the second stage only once the first is done.</returns>
    public static ImmutableArray<PlannedPair> Left(GateRun run, LaunchPhase stage)
    {
        bool isFirst = stage == LaunchPhase.StageOne;

        // A schedule does not change when a cell fails on the way: it is that of the cells that began the stage.
        ImmutableArray<CellPlan> cells = isFirst ? run.Plan!.Cells : SecondStage(run);
        int controls = isFirst ? run.Plan!.ControlsOne : GatePlan.ControlsTwo(cells);
        HashSet<int> done = [.. run.Pairs(stage).Select(pair => pair.Number)];
        return
        [
            .. PairSchedule.Of([.. cells.Select(cell => (cell.Cell, isFirst ? cell.PairsOne : cell.PairsTwo))], controls, run.Header.Settings.Seed + (int)stage)
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
