using System.Collections.Immutable;
using ConcurrencyBench.Compare.Loading;

namespace ConcurrencyBench.Compare.Paging;

/// <summary>Finds the folders that hold reports themselves.</summary>
internal static class RunFolders
{
    /// <summary>Whether a folder holds reports itself.</summary>
    public static bool IsRun(string folder) => Reports(folder).Any();

    /// <returns>The reports in a folder itself.</returns>
    public static IEnumerable<string> Reports(string folder) => ReportFiles.In(folder);

    /// <returns>Every folder below with reports, sorted; the folder itself is not among them.</returns>
    public static ImmutableArray<string> Below(string folder)
        => [.. ReportFiles.Below(folder).Select(file => Path.GetDirectoryName(file)!).Distinct().Where(run => run != folder).Order(StringComparer.Ordinal)];

    /// <returns>Every file of a name in a folder and below, sorted; links are not followed.</returns>
    public static IEnumerable<string> Files(string folder, string name) => ReportFiles.Below(folder, name).Order(StringComparer.Ordinal);
}
