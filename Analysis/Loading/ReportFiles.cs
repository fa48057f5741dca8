using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>Finds the reports in a folder: JSON of any name, and Markdown and CSV with the names that BenchmarkDotNet gives them.</summary>
internal static class ReportFiles
{
    /// <summary>The message for a folder without any reports.</summary>
    public const string WhyNone =
        "no BenchmarkDotNet report (JSON of any name, *-measurements.csv, *-report.csv or *-report-*.md) is in it. "
        + "BenchmarkDotNet writes JSON with '--exporters json' or [JsonExporterAttribute.Full].";

    /// <summary>The name of a machine's noise profile, which lies among reports and is none.</summary>
    public const string NoiseProfile = "noise.json";

    // Links are not followed: a link to a parent folder makes the search endless.
    private static readonly EnumerationOptions Deep = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.System | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <returns>The reports in a folder itself.</returns>
    public static IEnumerable<string> In(string folder) => Choose(Directory.EnumerateFiles(folder));

    /// <returns>The reports in a folder and below it.</returns>
    public static IEnumerable<string> Below(string folder) => Choose(Directory.EnumerateFiles(folder, "*", Deep));

    /// <returns>Every file of a name in a folder and below it.</returns>
    public static IEnumerable<string> Below(string folder, string name) => Directory.EnumerateFiles(folder, name, Deep);

    // What JSON of the same name has is not read again from a table.
    private static IEnumerable<string> Choose(IEnumerable<string> files)
    {
        string[] all = [.. files.Where(file => IsJson(file) ? IsReport(file) : TableFiles.IsExport(file))];
        HashSet<string> withJson = [.. all.Where(IsJson).Select(TableFiles.FindStem)];
        return all.Where(file => IsJson(file) || !withJson.Contains(TableFiles.FindStem(file)));
    }

    private static bool IsJson(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    // A report has the name that BenchmarkDotNet gives it, or a report's first field near its beginning.
    private static bool IsReport(string path) =>
        Path.GetFileName(path).Contains("-report", StringComparison.Ordinal)
        || JsonFile.Mentions(path, $"\"{nameof(ReportJson.HostEnvironmentInfo)}\"");
}
