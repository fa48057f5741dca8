namespace ConcurrencyBench.Tests.Support;

/// <summary>The source tree that the tests were built from.</summary>
internal static class RepositoryFolder
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string File(string name) => System.IO.Path.Combine(Path, name);

    private static string Find(string folder) =>
        System.IO.File.Exists(System.IO.Path.Combine(folder, "ConcurrencyBench.sln"))
            ? folder
            : Find(System.IO.Path.GetDirectoryName(folder)!);
}
