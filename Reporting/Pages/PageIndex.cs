using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The folder of the index, and the newest run.</summary>
internal static class PageIndex
{
    /// <returns>
    /// The folder of all machines, where the run lies as this project's suite lays it, <c>root/machine/run</c> with the
    /// machine's name in its host.json; null for any other: nobody's folders are written to unasked.
    /// </returns>
    public static string? FindRoot(string folder, Report report)
    {
        DirectoryInfo run = new(folder);
        return report.Machine.Host?.Name is { Length: > 0 } machine && run.Parent?.Name == machine ? run.Parent.Parent?.FullName : null;
    }

    /// <returns>The run whose reports were written last: on this machine, whatever the clocks of others said.</returns>
    public static string FindNewest(ImmutableArray<string> runs) => runs.MaxBy(run => ReportFiles.In(run).Max(File.GetLastWriteTimeUtc))!;
}
