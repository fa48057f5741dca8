namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>Where the launches of a run leave what they cost, until the reports are written; gone afterwards.</summary>
internal sealed class CostFolder : IDisposable
{
    private const string Prefix = "concurrencybench-costs-";

    // Nobody measures that long; a younger one may belong to a run that goes on beside this one.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Makes the folder, and tells the processes that this one starts of it.</summary>
    public CostFolder()
    {
        DeleteAbandoned();
        Path = Directory.CreateTempSubdirectory(Prefix).FullName;
        CostProbe.Folder = Path;
    }

    public string Path { get; }

    public void Dispose()
    {
        CostProbe.Folder = null;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // An interruption was first.
        }
    }

    // Runs that were killed have left theirs behind.
    private static void DeleteAbandoned()
    {
        foreach (DirectoryInfo folder in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories($"{Prefix}*"))
        {
            if (DateTime.UtcNow - folder.LastWriteTimeUtc > Abandoned)
            {
                GeneratedPrograms.Delete(folder.FullName);
            }
        }
    }
}
