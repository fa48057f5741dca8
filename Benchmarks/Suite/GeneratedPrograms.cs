namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>The programs that BenchmarkDotNet generates beside this one, in folders named by a GUID.</summary>
internal static class GeneratedPrograms
{
    /// <summary>Deletes what runs that were killed have left behind.</summary>
    public static void DeleteAbandoned()
        => AbandonedFolders.Delete(new DirectoryInfo(AppContext.BaseDirectory).EnumerateDirectories().Where(folder => Guid.TryParseExact(folder.Name, "D", out _)));
}
