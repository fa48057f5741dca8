using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>A benchmark that a run has done.</summary>
/// <param name="Name">With its parameters.</param>
/// <param name="Nanoseconds">A typical launch; null where it failed.</param>
/// <param name="LowestNanoseconds">The lowest launch.</param>
/// <param name="HighestNanoseconds">The highest launch.</param>
/// <param name="Launches">The number of launches.</param>
internal sealed record ProgressRow(string Name, double? Nanoseconds, double LowestNanoseconds, double HighestNanoseconds, int Launches);

/// <summary>How far a run is.</summary>
/// <param name="Done">Benchmarks done.</param>
/// <param name="Total">Benchmarks in all.</param>
/// <param name="Remaining">The time left in words; may be empty.</param>
/// <param name="Asof">When this was.</param>
/// <param name="Rows">The benchmarks done, in their order.</param>
/// <param name="Warnings">What was warned of so far.</param>
/// <param name="End">How it ended, in a sentence; null while it goes on.</param>
internal sealed record RunProgress(
    int Done,
    int Total,
    string Remaining,
    DateTimeOffset Asof,
    ImmutableArray<ProgressRow> Rows,
    ImmutableArray<string> Warnings,
    string? End
);

/// <summary>A page that shows a run while it is going: it reads itself anew from disk.</summary>
internal static class ProgressPage
{
    /// <summary>The page's file, beside the reports.</summary>
    public const string FileName = "progress.html";

    // The page is written after each benchmark. Reading it costs the machine that is measured a few milliseconds of one core.
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    public static string Render(string title, RunProgress progress) =>
        Page.Render(title, FormatLead(progress), CreateBlocks(progress), progress.End is null ? Refresh : null);

    private static string FormatLead(RunProgress progress)
    {
        string state = progress.End ?? (progress.Remaining.Length > 0 ? $"Measuring, {progress.Remaining}." : "Measuring.");
        return $"{state} As of {progress.Asof.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.";
    }

    private static ImmutableArray<Block> CreateBlocks(RunProgress progress) =>
        [
            new Meter("Benchmarks", progress.Done, progress.Total),
            .. Section.Create("Warnings", progress.Warnings),
            .. Section.Create("Benchmarks so far", progress.Rows is [] ? [] : [CreateTable(progress.Rows)]),
        ];

    private static Grid CreateTable(ImmutableArray<ProgressRow> rows) =>
        Grid.Create(
            rows,
            new("Benchmark", row => row.Name),
            new("Time", row => row.Nanoseconds is { } time ? Figures.FormatTime(time) : new Cell("failed", Tone.Bad), true)
            {
                Size = row => row.Nanoseconds,
            },
            new("Lowest – highest launch", FormatRange, true),
            new("Launches", row => Figures.FormatCount(row.Launches), true)
        );

    private static Cell FormatRange(ProgressRow row) =>
        row.Nanoseconds is null ? Figures.None : Figures.FormatInterval(row.LowestNanoseconds, row.HighestNanoseconds, Figures.FormatTime);
}
