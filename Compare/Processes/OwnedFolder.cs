namespace ConcurrencyBench.Compare.Processes;

/// <summary>A new folder that is deleted by Dispose, or by the guard when this process is killed.</summary>
internal sealed class OwnedFolder : IDisposable
{
    private readonly LaunchGuard? _guard;

    private OwnedFolder(string path, LaunchGuard? guard)
    {
        Path = path;
        _guard = guard;
        guard?.Open(path);
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Creates a folder.</summary>
    /// <param name="parent">The folder around it, which is created as well.</param>
    /// <param name="purpose">A part of its name.</param>
    /// <param name="guard">Deletes it when this process is killed; null for none.</param>
    public static OwnedFolder Create(string parent, string purpose, LaunchGuard? guard) =>
        new(Directory.CreateDirectory(System.IO.Path.Combine(parent, $"bdn-compare-{purpose}-{Guid.NewGuid():N}")).FullName, guard);

    /// <summary>Creates a folder in it.</summary>
    /// <returns>Its path.</returns>
    public string CreateFolder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Deletes it. When that fails, the guard tries again.</summary>
    public void Dispose()
    {
        if (FolderTree.Delete(Path))
        {
            _guard?.Close(Path);
        }
    }
}
