using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>What a run was, in a table's row.</summary>
internal static class RunText
{
    public static ImmutableArray<Cell> Row(string label, Report report) =>
        [label, report.Path, report.Machine.Description, report.Environment.Runtime, Started(report), Source(report.Environment.Commit)];

    /// <summary>When it started; without UTC it is the time on the machine's wall, which is all that a report says by itself.</summary>
    public static string Started(Report report) =>
        report.Environment.StartedUtc is { } start
            ? start.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + (report.Environment.IsUtc ? " UTC" : "")
            : Figures.None;

    /// <summary>A commit's first digits.</summary>
    public static string Source(string? commit) =>
        commit is null ? Figures.None
        : commit.Length > 40 ? $"{commit[..7]}{commit[40..]}"
        : commit[..Math.Min(7, commit.Length)];
}
