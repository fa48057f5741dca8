using System.Collections.Immutable;

namespace ConcurrencyBench.Compare.Paging;

/// <summary>Finds the folders that hold reports themselves.</summary>
internal static class RunFolders
{
    private const string ReportPattern = "*-report*.json";

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System | FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>Whether a folder holds reports itself.</summary>
    public static bool IsRun(string folder) => Reports(folder).Any();

    /// <returns>The reports in a folder itself.</returns>
    public static IEnumerable<string> Reports(string folder) => Directory.EnumerateFiles(folder, ReportPattern);

    /// <returns>Every folder below with reports, sorted; the folder itself is not among them.</returns>
    public static ImmutableArray<string> Below(string folder)
        => [.. Directory.EnumerateFiles(folder, ReportPattern, Deep).Select(file => Path.GetDirectoryName(file)!).Distinct().Where(run => run != folder).Order(StringComparer.Ordinal)];

    /// <returns>Every file of a name in a folder and below, sorted; links are not followed.</returns>
    public static IEnumerable<string> Files(string folder, string name) => Directory.EnumerateFiles(folder, name, Deep).Order(StringComparer.Ordinal);

    /// <returns>A glob for the reports of one folder, without those below it.</returns>
    public static string ReportsOf(string folder) => Path.Combine(folder, ReportPattern);
}
