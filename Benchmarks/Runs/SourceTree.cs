namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>The folder of this program's source.</summary>
internal static class SourceTree
{
    /// <summary>The folder that holds the solution, looked for from the program upwards; null when the program was moved away.</summary>
    public static string? Folder { get; } = Find(AppContext.BaseDirectory);

    /// <summary>
    /// Goes there, unless the current folder is part of it. BenchmarkDotNet looks for the project to build from the current
    /// folder, upwards and then downwards, and takes the first that has the right name, wherever it is.
    /// </summary>
    public static void Enter()
    {
        if (Folder is not null && Find(Environment.CurrentDirectory) != Folder)
        {
            Environment.CurrentDirectory = Folder;
        }
    }

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "ConcurrencyBench.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
