using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The arguments of a gate.</summary>
/// <param name="Baseline">A revision, a folder of binaries or of source; null with a run to resume.</param>
/// <param name="Candidate">The same.</param>
/// <param name="Project">The project of a source tree; null for the only one.</param>
/// <param name="Program">The program of a folder; null for the only one.</param>
/// <param name="Settings">The settings that the run's file keeps.</param>
/// <param name="Folder">The folder for the run; null for a new one.</param>
/// <param name="Resume">The file of a run to finish; null for a new run.</param>
/// <param name="Pilot">The file of a run whose pilot is used; null for a new pilot.</param>
/// <param name="MeasuresSame">Two sides of the same code are measured as well.</param>
/// <param name="Report">The report of the result.</param>
internal sealed record GateRequest(
    string? Baseline,
    string Candidate,
    string? Project,
    string? Program,
    GateSettings Settings,
    string? Folder,
    string? Resume,
    string? Pilot,
    bool MeasuresSame,
    GateReportRequest Report
)
{
    /// <summary>Globs on full names of benchmarks to profile; none profiles what is called slower or faster.</summary>
    public ImmutableArray<string> Explained { get; init; } = [];

    /// <summary>True where nothing is profiled.</summary>
    public bool ExplainsNothing { get; init; }
}

/// <param name="FailOn">The inconclusive benchmarks that fail.</param>
/// <param name="AllowsMissing">Missing and failed benchmarks do not fail.</param>
/// <param name="AllocationMargin">Null: allocations are shown and not judged.</param>
/// <param name="Outputs">Files to write.</param>
internal sealed record GateReportRequest(
    FailOn FailOn,
    bool AllowsMissing,
    AllocationMargin? AllocationMargin,
    ImmutableArray<string> Outputs
)
{
    /// <summary>A file for a comment on a pull request; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>All files to write.</summary>
    public IEnumerable<string> Files => Comment is null ? Outputs : Outputs.Add(Comment);
}

/// <summary>The arguments of a merge of shards.</summary>
/// <param name="Paths">Files of runs, and folders that hold some.</param>
/// <param name="Folder">The folder for the verdict; null for a new one.</param>
/// <param name="Report">The report of the result.</param>
internal sealed record MergeRequest(ImmutableArray<string> Paths, string? Folder, GateReportRequest Report);

/// <summary>The arguments of a self-test: the baseline against itself, many times.</summary>
/// <param name="Gate">The arguments of each gate.</param>
/// <param name="Candidate">A program that is known to differ; null takes the baseline itself.</param>
/// <param name="Runs">The number of gates; null for as many as 300 benchmarks need.</param>
internal sealed record SelfTestRequest(GateRequest Gate, string? Candidate, int? Runs);
