namespace ConcurrencyBench.Compare.Building;

/// <summary>How programs are built.</summary>
/// <param name="Project">Which project, as a path from the top of the tree; null where there is only one with benchmarks.</param>
/// <param name="Assembly">Which program of what was built; null where there is only one.</param>
/// <param name="CacheFolder">Where built revisions are kept; outside of the repository, because BenchmarkDotNet looks for projects in all of it.</param>
/// <param name="ShowMessage">Gets a line when something begins that takes a while.</param>
internal sealed record BuildSettings(string? Project, string? Assembly, string CacheFolder, Action<string> ShowMessage)
{
    /// <summary>The cache of this user.</summary>
    public static string DefaultCacheFolder { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder
                ? folder
                : Path.GetTempPath(),
            "bdn-compare"
        );
}
