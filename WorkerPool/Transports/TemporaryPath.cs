namespace ConcurrencyBench.Workers.Transports;

/// <summary>Paths of files that two processes open together, and that their creator deletes.</summary>
internal static class TemporaryPath
{
    /// <summary>The beginning of every name.</summary>
    public const string Prefix = "workerpool-";

    /// <returns>A path in a folder, used for nothing else.</returns>
    public static string NewIn(string folder) => Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}"[..24]);

    /// <returns>An unused path for a Unix domain socket. It is short: on some systems it has at most 104 bytes.</returns>
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
            // Its other user deletes it.
        }
    }
}
