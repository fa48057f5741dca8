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
                Cells = test.TotalJudgements,
                Reds = test.CalledSlower,
                test.CalledFaster,
                RedsAtMost = test.LargestShareCalledSlower,
                RunsWithRed = test.RunsCalledSlower,
                test.InvalidRuns,
                test.CleanRuns,
                SecondsOfARun = test.MeanRunSeconds,
                Benchmarks = test.Benchmarks.Select(CreateBenchmark),
                PValueBands = test.Bands,
                test.Power.Gates,
                Power = test.Power.Points.Select(point => new
                {
                    FullName = point.Benchmark,
                    point.Effect,
                    point.Slower,
                    point.Faster,
                }),
                test.Power.Unchanged,
                Verdicts = test.Results.Select(CreateRun),
            }
        );
    }

    private static object CreateBenchmark(SelfTestBenchmark kind) =>
        new
        {
            FullName = kind.Name,
            LaunchSummary = kind.Plan.Summary,
            kind.Plan.Iterations,
            kind.Plan.Invocations,
            kind.Plan.PairsOne,
            kind.Plan.PairsTwo,
            Cells = kind.Runs,
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
            ExitCode = GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false),
            IsValid = result.Validity.IsValid,
            result.Overhead,
            Cells = result.Benchmarks.Select(benchmark => Row(result.Run, benchmark)),
        };

    private static object Row(GateRun run, BenchmarkResult benchmark)
    {
        PairedEstimate? one = GateStages.Assess(run, benchmark.Plan, LaunchPhase.StageOne).Estimate;
        PairedEstimate? last = benchmark.Judgement.Assessment.Estimate;
        return new
        {
            FullName = benchmark.Plan.Name,
            benchmark.Judgement.Verdict,
            benchmark.Judgement.Stage,
            StageOnePSlower = one?.PSlower,
            StageOnePFaster = one?.PFaster,
            Ratio = last is { } estimate ? Math.Exp(estimate.Value) : (double?)null,
            benchmark.Judgement.AdjustedPSlower,
        };
    }
}
