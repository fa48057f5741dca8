namespace ConcurrencyBench.Core.Workers;

/// <summary>Files that processes map into memory together.</summary>
internal static class SharedFile
{
    // Memory, where there is a file system of it: the pages are never written to a disk.
    private const string MemoryFolder = "/dev/shm";

    /// <returns>A path that nobody else uses.</returns>
    public static string NewPath(string prefix = "concurrencybench")
        => Path.Combine(Directory.Exists(MemoryFolder) ? MemoryFolder : Path.GetTempPath(), $"{prefix}-{Guid.NewGuid():N}");

    /// <summary>Deletes a file that may be gone already, or still be mapped where that forbids it.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // On Windows the last process that maps it deletes it.
        }
    }
}
