using ConcurrencyBench.Benchmarks.Operations;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>
/// The folder in which the launches of a run leave their resource use until the reports are written; it is deleted afterwards.
/// </summary>
internal sealed class ResourceFolder : IDisposable
{
    private const string Prefix = "concurrencybench-costs-";

    /// <summary>Makes the folder, and tells the processes that this one starts of it.</summary>
    public ResourceFolder()
    {
        AbandonedFolders.Delete(new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories($"{Prefix}*"));
        Path = Directory.CreateTempSubdirectory(Prefix).FullName;
        ResourceProbe.Folder = Path;
    }

    public string Path { get; }

    public void Dispose()
    {
        ResourceProbe.Folder = null;
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
