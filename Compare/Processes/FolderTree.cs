namespace ConcurrencyBench.Compare.Processes;

/// <summary>Whole folders.</summary>
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

    /// <returns>Whether a path is the folder or lies below it.</returns>
    public static bool Contains(string folder, string path) =>
        Path.GetRelativePath(folder, path) is var relative
        && !Path.IsPathRooted(relative)
        && relative.Split('/', Path.DirectorySeparatorChar)[0] != "..";

    /// <summary>Copies all that is in a folder, also empty folders; files that are links are copied as what they lead to.</summary>
    /// <param name="source">What is copied.</param>
    /// <param name="target">Where to; it is made.</param>
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

    /// <summary>Deletes a folder, patiently.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool Delete(string folder)
    {
        try
        {
            Patiently(() =>
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

    /// <summary>Renames a folder, patiently.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    public static void Move(string source, string target) => Patiently(() => Directory.Move(source, target));

    // What was just killed, or a scanner of files, may hold files for a moment.
    private static void Patiently(Action action)
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

    // Windows does not delete what is read-only, as git's own files are.
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
