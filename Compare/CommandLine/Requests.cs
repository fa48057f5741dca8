using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The selection of reports, and of benchmarks in them.</summary>
/// <param name="Paths">Files, folders or globs.</param>
/// <param name="Filters">Globs on full names; none means all.</param>
/// <param name="BaselineMethod">The baseline of ratios inside a run; null for that of host.json.</param>
/// <param name="TakesAllRuns">Every run of a machine's folder as launches.</param>
internal sealed record ReportSelection(
    ImmutableArray<string> Paths,
    ImmutableArray<string> Filters,
    string? BaselineMethod,
    bool TakesAllRuns
);

/// <summary>The arguments of a comparison.</summary>
/// <param name="Reports">Two or more reports, or one with two jobs.</param>
/// <param name="Jobs">The names of two jobs of one report; null compares reports.</param>
/// <param name="Pairing">The benchmarks that are to be compared although their identities differ.</param>
/// <param name="Rules">The margin and the tolerance.</param>
/// <param name="AllocationMargin">Null: allocations are not judged.</param>
/// <param name="Noise">The noise profile of the machine: a file, or one of <see cref="NoiseChoice"/>.</param>
/// <param name="FailOn">The inconclusive benchmarks that fail.</param>
/// <param name="AllowsMissing">Missing and failed benchmarks do not fail.</param>
/// <param name="IsSameMachine">The user says that the reports are of one machine.</param>
/// <param name="ShowsAll">Every row, however many.</param>
/// <param name="Outputs">Files to write.</param>
internal sealed record CompareRequest(
    ReportSelection Reports,
    (string Baseline, string Candidate)? Jobs,
    PairingRequest Pairing,
    JudgingRules Rules,
    AllocationMargin? AllocationMargin,
    string Noise,
    FailOn FailOn,
    bool AllowsMissing,
    bool IsSameMachine,
    bool ShowsAll,
    ImmutableArray<string> Outputs
);

/// <summary>The arguments of a history.</summary>
/// <param name="Reports">One folder.</param>
/// <param name="Rules">The margin and the tolerance.</param>
/// <param name="IsAbsolute">Times instead of in-run ratios.</param>
/// <param name="IsSameMachine">The user says that all runs are of one machine.</param>
/// <param name="Outputs">Files to write.</param>
internal sealed record HistoryRequest(
    ReportSelection Reports,
    JudgingRules Rules,
    bool IsAbsolute,
    bool IsSameMachine,
    ImmutableArray<string> Outputs
);

/// <summary>The words that a noise profile may be chosen by instead of a file.</summary>
internal static class NoiseChoice
{
    /// <summary>The nearest one in the baseline's folder or above.</summary>
    public const string Nearest = "nearest";

    /// <summary>None, whatever lies there.</summary>
    public const string None = "none";
}

/// <summary>The arguments for learning a noise profile.</summary>
/// <param name="Reports">Reports of unchanged code; four or more.</param>
/// <param name="Output">A file; null means the one in the folder that holds all reports.</param>
internal sealed record NoiseRequest(ReportSelection Reports, string? Output);

/// <summary>The arguments of an export.</summary>
/// <param name="Reports">One report.</param>
/// <param name="Format">One of <see cref="ConcurrencyBench.Reporting.Exports.ExportFormats"/>.</param>
/// <param name="Output">A file; null means standard output.</param>
internal sealed record ExportRequest(ReportSelection Reports, string Format, string? Output);

/// <summary>The arguments for pages of saved runs.</summary>
/// <param name="Folder">A run's folder, or one with runs below it.</param>
/// <param name="BaselineMethod">The baseline of ratios inside a run; null for that of host.json.</param>
/// <param name="TakesNewest">Only the run below the folder that was written last, and the index.</param>
internal sealed record PageRequest(string Folder, string? BaselineMethod, bool TakesNewest);

/// <summary>The arguments for the benchmarks that a change affects.</summary>
/// <param name="Baseline">A revision, a folder of binaries or of source.</param>
/// <param name="Candidate">The same.</param>
/// <param name="Project">The project of a source tree; null for the only one.</param>
/// <param name="Program">The program of a folder; null for the only one.</param>
/// <param name="Outputs">Files to write.</param>
internal sealed record AffectedRequest(string Baseline, string Candidate, string? Project, string? Program, ImmutableArray<string> Outputs);
