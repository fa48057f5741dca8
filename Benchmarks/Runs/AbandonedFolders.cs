namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>Deletes the folders that killed runs have left behind.</summary>
internal static class AbandonedFolders
{
    // No run takes this long. A younger folder may belong to a run that goes on beside this one.
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>Deletes the folders that are too old to belong to a run that still goes on.</summary>
    public static void Delete(IEnumerable<DirectoryInfo> folders)
    {
        foreach (DirectoryInfo folder in folders.Where(folder => DateTime.UtcNow - folder.LastWriteTimeUtc > Age))
        {
            TryDelete(folder.FullName);
        }
    }

    /// <summary>Deletes a folder if possible: another process may delete or use it at the same time.</summary>
    public static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }
}
