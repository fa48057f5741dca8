namespace ConcurrencyBench.Compare.Building;

/// <summary>The settings of builds.</summary>
/// <param name="Project">The project, as a path from the top of the tree; null for the only one with benchmarks.</param>
/// <param name="Assembly">The program of the build; null for the only one.</param>
/// <param name="CacheFolder">
/// The folder for built revisions. It is outside of the repository, because BenchmarkDotNet looks for projects in all of it.
/// </param>
/// <param name="ShowMessage">Shows a line when a long step begins.</param>
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
