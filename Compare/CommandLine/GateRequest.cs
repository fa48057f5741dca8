using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>A gate.</summary>
/// <param name="Baseline">A revision, a folder of binaries or of source; null with a run to resume.</param>
/// <param name="Candidate">The same.</param>
/// <param name="Project">Which project of a source tree; null looks for it.</param>
/// <param name="Program">Which program of a folder; null looks for it.</param>
/// <param name="Settings">How it is measured.</param>
/// <param name="Folder">Where the run goes; null chooses one.</param>
/// <param name="Resume">The file of a run to be finished; null begins one.</param>
/// <param name="Pilot">The file of a run whose pilot is used; null takes one.</param>
/// <param name="Report">What is made of the result.</param>
internal sealed record GateRequest(
    string? Baseline,
    string Candidate,
    string? Project,
    string? Program,
    GateSettings Settings,
    string? Folder,
    string? Resume,
    string? Pilot,
    GateReportRequest Report
);

/// <param name="FailOn">Which inconclusive cells fail.</param>
/// <param name="AllowsMissing">Missing and failed benchmarks do not fail.</param>
/// <param name="Outputs">Files to write.</param>
internal sealed record GateReportRequest(FailOn FailOn, bool AllowsMissing, ImmutableArray<string> Outputs);

/// <summary>A gate's test of itself: the baseline against itself, many times.</summary>
/// <param name="Gate">What is measured.</param>
/// <param name="Candidate">A program that is known to differ; null takes the baseline itself.</param>
/// <param name="Runs">How many gates; null as many as 300 cells need.</param>
internal sealed record SelfTestRequest(GateRequest Gate, string? Candidate, int? Runs);
