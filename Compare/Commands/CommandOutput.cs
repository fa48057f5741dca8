using Spectre.Console;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Where a command writes, besides the files that its arguments name.</summary>
/// <param name="Results">Receives results.</param>
/// <param name="Error">Receives problems and progress, a line each.</param>
/// <param name="Console">Draws results; writes to <paramref name="Results"/>.</param>
/// <param name="ErrorConsole">Draws the plan of a gate; writes to <paramref name="Error"/>.</param>
/// <param name="StepSummaryFile">The file in GitHub's variable GITHUB_STEP_SUMMARY, to which Markdown is added; null elsewhere.</param>
internal sealed record CommandOutput(
    TextWriter Results,
    TextWriter Error,
    IAnsiConsole Console,
    IAnsiConsole ErrorConsole,
    string? StepSummaryFile
);
