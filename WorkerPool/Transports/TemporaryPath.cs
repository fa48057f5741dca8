namespace ConcurrencyBench.Workers.Transports;

/// <summary>Paths of what two processes open together, and who made it deletes.</summary>
internal static class TemporaryPath
{
    /// <returns>A path in a folder that nobody else uses.</returns>
    public static string NewIn(string folder) => Path.Combine(folder, $"concurrencybench-{Guid.NewGuid():N}"[..24]);

    /// <returns>A path for a Unix domain socket that nobody else uses. Short, because such a path has at most 104 bytes on some systems.</returns>
    public static string NewSocket() => NewIn(Path.GetTempPath());

    /// <summary>Deletes a file that may be gone already, or still be open where that forbids it.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not by us, then.
        }
    }
}
