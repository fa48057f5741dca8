using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The arguments of a bisection.</summary>
/// <param name="Good">A revision that is fast; null with a run to resume.</param>
/// <param name="Bad">A later revision that is slow.</param>
/// <param name="Project">The project of the source trees; null for the only one.</param>
/// <param name="Program">The program of a build; null for the only one.</param>
/// <param name="Settings">The settings that the run's file keeps.</param>
/// <param name="Probability">The probability at which a commit is found.</param>
/// <param name="Budget">The time after which it ends.</param>
/// <param name="Folder">The folder for the run; null for a new one.</param>
/// <param name="Resume">The file of a bisection to go on with; null for a new one.</param>
/// <param name="Outputs">Files to write.</param>
/// <param name="Comment">A file for a comment on a pull request; null for none.</param>
internal sealed record BisectRequest(
    string? Good,
    string Bad,
    string? Project,
    string? Program,
    GateSettings Settings,
    double Probability,
    TimeSpan Budget,
    string? Folder,
    string? Resume,
    ImmutableArray<string> Outputs,
    string? Comment
)
{
    /// <summary>True where the found commit is not profiled.</summary>
    public bool ExplainsNothing { get; init; }
}
