using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>What a finished run says.</summary>
/// <param name="Run">What it rests on.</param>
/// <param name="Cells">One for each cell that was measured to its end, in the order of names.</param>
/// <param name="Findings">What is wrong with other benchmarks.</param>
/// <param name="Controls">Whether the run may be believed.</param>
internal sealed record GateResult(
    GateRun Run,
    ImmutableArray<CellResult> Cells,
    ImmutableArray<CellFinding> Findings,
    ControlReport Controls
)
{
    /// <summary>How many cells do not exclude a slow-down of the tolerance, and are not called slower or faster.</summary>
    public int Open => Cells.Count(cell => cell.Judgement.IsUndecided);

    /// <summary>Whether a benchmark of the baseline has no verdict, because it is missing or failed.</summary>
    public bool IsIncomplete => Findings.Any(finding => finding.Kind != FindingKind.Added);

    /// <summary>How many cells have a verdict.</summary>
    public int Count(Verdict verdict) => Cells.Count(cell => cell.Judgement.Verdict == verdict);

    /// <summary>Part of the stages' time that was not the launches'; null where a session has none.</summary>
    public double? Overhead => GateStages.Overhead(Run);

    /// <summary>Computes the verdicts from a run's launches.</summary>
    /// <param name="run">Both stages are done.</param>
    public static GateResult Of(GateRun run)
    {
        GatePlan plan = run.Plan ?? throw new ArgumentException("The run has no plan yet.", nameof(run));
        ImmutableArray<CellPlan> measured = GateStages.NotFailed(run);
        ImmutableArray<PairedJudgement> judgements = TwoStages.Judge(
            [.. measured.Select(cell => Staged(run, cell))],
            plan.Cells.Length,
            run.Header.Settings.Rules
        );
        return new GateResult(
            run,
            [.. measured.Zip(judgements, (cell, judgement) => new CellResult(cell, judgement))],
            [.. run.Probe?.Findings ?? [], .. FaultsOf(run)],
            ControlReport.Of(run)
        );
    }

    private static StagedCell Staged(GateRun run, CellPlan cell) =>
        new(GateStages.Assess(run, cell, LaunchPhase.StageOne), () => GateStages.Assess(run, cell, LaunchPhase.StageTwo), cell.PairsTwo);

    private static IEnumerable<CellFinding> FaultsOf(GateRun run) =>
        run
            .Launches.Where(launch => launch.Fault is not null)
            .GroupBy(launch => launch.Cell)
            .Select(cell => cell.First())
            .Select(launch => new CellFinding(
                launch.Side == LaunchSide.Candidate ? FindingKind.FailedInCandidate : FindingKind.FailedInBaseline,
                launch.Cell,
                launch.Fault!
            ));
}

/// <param name="Plan">How it was measured.</param>
/// <param name="Judgement">What came out.</param>
internal sealed record CellResult(CellPlan Plan, PairedJudgement Judgement);
