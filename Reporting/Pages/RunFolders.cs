using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Finds the folders that hold reports themselves.</summary>
internal static class RunFolders
{
    /// <summary>True where a folder holds reports itself.</summary>
    public static bool IsRun(string folder) => ReportFiles.In(folder).Any();

    /// <returns>Every folder below with reports, sorted; the folder itself is not among them.</returns>
    public static ImmutableArray<string> FindBelow(string folder) =>
        [
            .. ReportFiles
                .Below(folder)
                .Select(file => Path.GetDirectoryName(file)!)
                .Distinct()
                .Where(run => run != folder)
                .Order(StringComparer.Ordinal),
        ];
}
