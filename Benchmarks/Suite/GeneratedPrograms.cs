namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>The programs that BenchmarkDotNet generates beside this one, in folders named by a GUID.</summary>
internal static class GeneratedPrograms
{
    // Nobody measures that long; a younger one may belong to a run that goes on beside this one.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Deletes what runs that were killed have left behind.</summary>
    public static void DeleteAbandoned()
    {
        foreach (DirectoryInfo folder in new DirectoryInfo(AppContext.BaseDirectory).EnumerateDirectories())
        {
            if (Guid.TryParseExact(folder.Name, "D", out _) && DateTime.UtcNow - folder.LastWriteTimeUtc > Abandoned)
            {
                Delete(folder.FullName);
            }
        }
    }

    /// <summary>Deletes one, as far as that goes: it may be deleted by somebody else just now, or be in use.</summary>
    public static void Delete(string folder)
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
