namespace ConcurrencyBench.Analysis.Loading;

/// <summary>Finds BenchmarkDotNet's JSON files in a folder, whatever their names are.</summary>
internal static class ReportFiles
{
    /// <summary>The message for a folder without any reports.</summary>
    public const string WhyNone =
        "no BenchmarkDotNet JSON (*-report*.json, or another name) is in it. BenchmarkDotNet writes it with '--exporters json' "
        + "or [JsonExporterAttribute.Full].";

    // Links are not followed: a link to a parent folder makes the search endless.
    private static readonly EnumerationOptions Deep = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.System | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <returns>The reports in a folder itself.</returns>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder, "*.json").Where(IsReport);

    /// <returns>The reports in a folder and below it.</returns>
    public static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder, "*.json", Deep).Where(IsReport);

    /// <returns>Every file of a name in a folder and below it.</returns>
    public static IEnumerable<string> Below(string folder, string name) => Directory.EnumerateFiles(folder, name, Deep);

    // A report has the name that BenchmarkDotNet gives it, or a report's first field near its beginning.
    private static bool IsReport(string path) =>
        Path.GetFileName(path).Contains("-report", StringComparison.Ordinal)
        || JsonFile.Mentions(path, nameof(ReportJson.HostEnvironmentInfo));
}
