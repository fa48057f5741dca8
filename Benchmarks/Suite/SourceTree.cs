namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>Where the source of this program lies.</summary>
internal static class SourceTree
{
    /// <summary>The folder that holds the solution, looked for from the program upwards; null when the program was moved away.</summary>
    public static string? Folder { get; } = Find(AppContext.BaseDirectory);

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "ConcurrencyBench.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
