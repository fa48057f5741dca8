using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>
/// Links to the content of a program in the folder in which it works. Benchmarks read files such as <c>spec.md</c> from the current folder,
/// as BenchmarkDotNet starts them beside their binaries; and a folder of its own tells the processes that a program has left behind.
/// </summary>
internal static class ContentLinks
{
    private static readonly ImmutableArray<string> CodeExtensions = [".dll", ".exe", ".pdb", ".so", ".dylib"];
    private static readonly ImmutableArray<string> CodeEndings = [".deps.json", ".runtimeconfig.json"];
    private const string NativeFolder = "runtimes";

    /// <summary>Links all but code.</summary>
    /// <param name="program">The program's folder.</param>
    /// <param name="work">An empty folder.</param>
    public static void Create(string program, string work)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(program).EnumerateFileSystemInfos().Where(entry => !IsCode(entry.Name)))
        {
            Link(entry, Path.Combine(work, entry.Name));
        }
    }

    private static bool IsCode(string name) =>
        name == NativeFolder
        || CodeExtensions.Contains(Path.GetExtension(name))
        || CodeEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    private static void Link(FileSystemInfo entry, string path)
    {
        try
        {
            if (entry is DirectoryInfo)
            {
                Directory.CreateSymbolicLink(path, entry.FullName);
            }
            else
            {
                File.CreateSymbolicLink(path, entry.FullName);
            }
        }
        catch (Exception exception) when (OperatingSystem.IsWindows() && exception is (IOException or UnauthorizedAccessException))
        {
            // Windows allows links to developers and administrators only.
            Copy(entry, path);
        }
    }

    private static void Copy(FileSystemInfo entry, string path)
    {
        if (entry is DirectoryInfo)
        {
            FolderTree.Copy(entry.FullName, path);
        }
        else
        {
            File.Copy(entry.FullName, path);
        }
    }
}
