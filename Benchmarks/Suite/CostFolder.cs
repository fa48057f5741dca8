namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>Where the launches of a run leave what they cost, until the reports are written; gone afterwards.</summary>
internal sealed class CostFolder : IDisposable
{
    private const string Prefix = "concurrencybench-costs-";

    /// <summary>Makes the folder, and tells the processes that this one starts of it.</summary>
    public CostFolder()
    {
        AbandonedFolders.Delete(new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories($"{Prefix}*"));
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
}
