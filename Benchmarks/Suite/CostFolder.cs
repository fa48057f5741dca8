namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>Where the launches of a run leave what they cost, until the reports are written; gone afterwards.</summary>
internal sealed class CostFolder : IDisposable
{
    /// <summary>Makes the folder, and tells the processes that this one starts of it.</summary>
    /// <param name="isWanted">False where nobody reads the costs: then nothing is run to take them.</param>
    public CostFolder(bool isWanted = true)
    {
        Path = Directory.CreateTempSubdirectory("concurrencybench-costs-").FullName;
        CostProbe.Folder = isWanted ? Path : null;
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
