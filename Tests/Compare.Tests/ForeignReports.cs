namespace ConcurrencyBench.Compare.Tests;

/// <summary>Reports as other projects have them, and a folder to write others into.</summary>
public abstract class ForeignReports : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static string Case(string path) => CompareRun.Fixture(Path.Combine("cases", path));

    private protected string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder.Path, name))!);
        return Folder.File(name, text);
    }
}
