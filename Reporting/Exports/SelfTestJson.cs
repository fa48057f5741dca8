using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Gating.SelfTesting;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>A self-test as JSON, in the units and under the version of <see cref="ResultJson"/>.</summary>
internal static class SelfTestJson
{
    public static string Render(SelfTest test)
    {
        GateRun first = test.Results[0].Run;
        return ResultJson.Write(
            new
            {
                ResultJson.SchemaVersion,
                Kind = "gateSelfTest",
                Baseline = first.Header.Baseline.Description,
                Candidate = first.Header.Candidate.Description,
                first.Header.Settings.Margin,
                first.Header.Settings.Tolerance,
                first.Header.Settings.ProgramArguments,
                first.Probe!.Machine,
                first.Probe.Runtime,
                first.Probe.BenchmarkDotNet,
                Runs = test.Results.Length,
                test.Cells,
                test.Reds,
                test.CalledFaster,
                test.RedsAtMost,
                test.RunsWithRed,
                test.InvalidRuns,
                test.CleanRuns,
                test.SecondsOfARun,
                Benchmarks = test.Kinds.Select(CreateBenchmark),
                PValueBands = test.Bands,
                test.Power.Gates,
                Power = test.Power.Points.Select(point => new
                {
                    FullName = point.Cell,
                    point.Effect,
                    point.Slower,
                    point.Faster,
                }),
                test.Power.Unchanged,
                Verdicts = test.Results.Select(CreateRun),
            }
        );
    }

    private static object CreateBenchmark(KindResult kind) =>
        new
        {
            FullName = kind.Cell,
            LaunchSummary = kind.Plan.Summary,
            kind.Plan.Iterations,
            kind.Plan.Invocations,
            kind.Plan.PairsOne,
            kind.Plan.PairsTwo,
            kind.Cells,
            kind.Slower,
            kind.Faster,
            kind.Same,
            ToleranceNotExcluded = kind.Open,
            kind.EndedInStageOne,
            kind.Spread,
            Ratio = Math.Exp(kind.LogRatio),
        };

    private static object CreateRun(GateResult result, int run) =>
        new
        {
            Run = run + 1,
            result.Run.Header.Settings.Seed,
            ExitCode = GateExitCode.Of(result, FailOn.Inconclusive, allowsMissing: false),
            IsValid = result.Controls.IsValid,
            result.Overhead,
            Cells = result.Cells.Select(cell => Row(result.Run, cell)),
        };

    private static object Row(GateRun run, CellResult cell)
    {
        PairedEstimate? one = GateStages.Assess(run, cell.Plan, LaunchPhase.StageOne).Estimate;
        PairedEstimate? last = cell.Judgement.Assessment.Estimate;
        return new
        {
            FullName = cell.Plan.Cell,
            cell.Judgement.Verdict,
            cell.Judgement.Stage,
            StageOnePSlower = one?.PSlower,
            StageOnePFaster = one?.PFaster,
            Ratio = last is { } estimate ? Math.Exp(estimate.Value) : (double?)null,
            cell.Judgement.AdjustedPSlower,
        };
    }
}
