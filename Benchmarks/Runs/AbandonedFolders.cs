namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>Folders that runs which were killed have left behind.</summary>
internal static class AbandonedFolders
{
    // Nobody measures that long; a younger one may belong to a run that goes on beside this one.
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>Deletes those of the folders that are old enough to be nobody's.</summary>
    public static void Delete(IEnumerable<DirectoryInfo> folders)
    {
        foreach (DirectoryInfo folder in folders.Where(folder => DateTime.UtcNow - folder.LastWriteTimeUtc > Age))
        {
            TryDelete(folder.FullName);
        }
    }

    /// <summary>Deletes one, as far as that goes: it may be deleted by somebody else just now, or be in use.</summary>
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
