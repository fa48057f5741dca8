namespace ConcurrencyBench.Compare.Processes;

/// <summary>Lists, copies, moves and deletes folders with all that is in them.</summary>
internal static class FolderTree
{
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Hidden files belong to a program as well.
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <returns>The files below a folder, as paths from there with '/', in ordinal order.</returns>
    public static string[] ListFiles(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", Everything)
                .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal),
        ];

    /// <returns>True when a path is the folder or lies below it.</returns>
    public static bool Contains(string folder, string path) =>
        Path.GetRelativePath(folder, path) is var relative
        && !Path.IsPathRooted(relative)
        && relative.Split('/', Path.DirectorySeparatorChar)[0] != "..";

    /// <summary>Copies a folder, also empty folders in it; a link is copied as the file that it leads to.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">The copy, which is created.</param>
    /// <exception cref="IOException">Part of it cannot be read, or there is no room.</exception>
    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string folder in Directory.EnumerateDirectories(source, "*", Everything))
        {
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(source, folder)));
        }

        foreach (string file in ListFiles(source))
        {
            File.Copy(Path.Combine(source, file), Path.Combine(target, file));
        }
    }

    /// <summary>Deletes a folder, with retries.</summary>
    /// <returns>True when it is gone.</returns>
    public static bool Delete(string folder)
    {
        try
        {
            Retry(() =>
            {
                if (Directory.Exists(folder))
                {
                    ClearReadOnly(folder);
                    Directory.Delete(folder, recursive: true);
                }
            });
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Renames a folder, with retries.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static void Move(string source, string target) => Retry(() => Directory.Move(source, target));

    // A killed process, or a virus scanner, may hold files for a moment.
    private static void Retry(Action action)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (Exception exception) when (attempt < Attempts && exception is (IOException or UnauthorizedAccessException))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    // Windows does not delete read-only files, such as those of git.
    private static void ClearReadOnly(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", Everything))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }
    }
}
