namespace ConcurrencyBench.Analysis.Loading;

/// <summary>Which files of a folder are BenchmarkDotNet's JSON, whatever they are called.</summary>
internal static class ReportFiles
{
    /// <summary>What a folder without any gets to hear.</summary>
    public const string WhyNone =
        "no BenchmarkDotNet JSON (*-report*.json, or another name) is in it. BenchmarkDotNet writes it with '--exporters json' "
        + "or [JsonExporterAttribute.Full].";

    // Links are not followed: one that leads up would be searched for ever.
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

    // By the name that BenchmarkDotNet gives it, or by what it begins with.
    private static bool IsReport(string path) =>
        Path.GetFileName(path).Contains("-report", StringComparison.Ordinal)
        || JsonFile.Mentions(path, nameof(ReportJson.HostEnvironmentInfo));
}
