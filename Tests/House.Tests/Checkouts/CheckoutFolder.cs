namespace ConcurrencyBench.House.Tests.Checkouts;

/// <summary>A small checkout for tests.</summary>
internal sealed class CheckoutFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The full path.</summary>
    public string Path => _folder.Path;

    /// <summary>Writes a project file with the name of its folder.</summary>
    /// <param name="folder">Relative to the checkout.</param>
    /// <param name="content">The inside of the project element.</param>
    public void WriteProject(string folder, string content = "") =>
        Write($"{folder}/{System.IO.Path.GetFileName(folder)}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">{content}</Project>");

    /// <summary>Writes a file and creates its folder.</summary>
    public void Write(string path, string text)
    {
        string file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Dispose() => _folder.Dispose();
}
