using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Gating.Shards;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>A gate's verdict as JSON, in the units and under the version of <see cref="ResultJson"/>.</summary>
internal static class GateJson
{
    /// <param name="result">Of a finished run.</param>
    /// <param name="exitCode">See <see cref="GateExitCode"/>.</param>
    /// <param name="runFile">Where the raw launches are; null for a merged result.</param>
    public static string Render(GateResult result, int exitCode, string? runFile) =>
        ResultJson.Write(
            new
            {
                ResultJson.SchemaVersion,
                Kind = "gate",
                ExitCode = exitCode,
                result.Run.Header.Settings.Margin,
                result.Run.Header.Settings.Tolerance,
                Seed = result.Shards.IsEmpty ? result.Run.Header.Settings.Seed : (int?)null,
                result.Run.Header.Settings.Shard,
                GateRules.FalseSlowerRate,
                RunFile = runFile,
                Baseline = Side(result.Run.Header.Baseline),
                Candidate = Side(result.Run.Header.Candidate),
                result.Run.Probe!.Machine,
                result.Run.Probe.Runtime,
                result.Run.Probe.BenchmarkDotNet,
                result.Run.Probe.CandidateRuntime,
                result.Run.Probe.CandidateBenchmarkDotNet,
                IsValid = result.Validity.IsValid,
                Controls = CreateControls(result.Validity),
                Overhead = result.Overhead,
                Shards = result.Shards.IsEmpty ? null : result.Shards.Select(CreateShard),
                result.Run.Probe.Unchanged,
                Benchmarks = result.Benchmarks.Select(Row),
                Explanations = result.Explanations.IsEmpty ? null : result.Explanations.Select(ExplanationJson.Create),
                Findings = result.Findings.Select(finding => new
                {
                    finding.Kind,
                    FullName = finding.Name,
                    finding.Message,
                }),
            }
        );

    /// <summary>Renders the verdict of a gate whose sides are the same code, so that nothing was measured.</summary>
    public static string RenderSameCode(SideIdentity baseline, SideIdentity candidate) =>
        ResultJson.Write(
            new
            {
                ResultJson.SchemaVersion,
                Kind = "gate",
                ExitCode = ExitCode.NothingSlower,
                IsSameCode = true,
                Baseline = Side(baseline),
                Candidate = Side(candidate),
                IsValid = true,
                Benchmarks = Array.Empty<object>(),
                Findings = Array.Empty<object>(),
            }
        );

    private static object CreateShard(ShardResult shard) =>
        new
        {
            shard.Shard.Number,
            shard.Run.Header.Settings.Seed,
            shard.Run.Probe!.Machine,
            Benchmarks = shard.Run.Probe.Benchmarks.Length,
            shard.Seconds,
            shard.Validity.IsValid,
            Controls = CreateControls(shard.Validity),
        };

    private static object CreateControls(RunValidity controls) =>
        new
        {
            Copy = controls.AAControls is { } copy
                ? new
                {
                    Ratio = Math.Exp(copy.LogRatio),
                    copy.PValue,
                    copy.Pairs,
                    MinimumDetectableRatio = Finite(1 + copy.MinimumDetectableEffect),
                    copy.IsBiased,
                }
                : null,
            controls.SpinShift,
            controls.OthersShare,
            controls.StolenShare,
            controls.Throttled,
        };

    private static object Side(SideIdentity side) =>
        new
        {
            Commit = side.Source.All(char.IsAsciiHexDigit) ? side.Source : null,
            side.Description,
            side.ContentHash,
        };

    private static object Row(BenchmarkResult cell)
    {
        PairedJudgement judgement = cell.Judgement;
        PairedAssessment assessment = judgement.Assessment;
        return new
        {
            FullName = cell.Plan.Name,
            judgement.Verdict,
            Suspicion = judgement.Unconfirmed,
            Doubt = judgement.Reason,
            judgement.IsWithinTolerance,
            judgement.Stage,
            Ratio = assessment.Estimate is { } estimate
                ? new
                {
                    Value = Math.Exp(estimate.Value),
                    Lower = Finite(Math.Exp(estimate.Lower)),
                    Upper = Finite(Math.Exp(estimate.Upper)),
                }
                : null,
            assessment.Estimate?.PSlower,
            assessment.Estimate?.PFaster,
            judgement.AdjustedPSlower,
            judgement.AdjustedPFaster,
            MinimumDetectableRatio = 1 + judgement.MinimumDetectableEffect,
            assessment.Pairs,
            assessment.Kept,
            BaselineSetAside = assessment.BaselineExcluded,
            CandidateSetAside = assessment.CandidateExcluded,
            BaselineNanoseconds = Finite(assessment.BaselineNanoseconds),
            CandidateNanoseconds = Finite(assessment.CandidateNanoseconds),
            BaselineAllocatedBytes = cell.Allocations?.BaselineBytes,
            CandidateAllocatedBytes = cell.Allocations?.CandidateBytes,
            LaunchSummary = cell.Plan.Summary,
            cell.Plan.Iterations,
            cell.Plan.Invocations,
        };
    }

    // JSON has no infinity: absent means that there is no such figure.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
