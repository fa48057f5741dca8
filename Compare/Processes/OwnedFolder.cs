namespace ConcurrencyBench.Compare.Processes;

/// <summary>A fresh folder that is gone when this is disposed, or when this process is killed.</summary>
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

    /// <summary>Makes one.</summary>
    /// <param name="parent">Where; it is made, too.</param>
    /// <param name="purpose">Part of its name, which is always as long.</param>
    /// <param name="guard">Told of it, where there is one.</param>
    public static OwnedFolder Create(string parent, string purpose, LaunchGuard? guard) =>
        new(Directory.CreateDirectory(System.IO.Path.Combine(parent, $"bdn-compare-{purpose}-{Guid.NewGuid():N}")).FullName, guard);

    /// <summary>Makes a folder in it.</summary>
    /// <returns>Its path.</returns>
    public string CreateFolder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Deletes it. What cannot be deleted is left to the guard.</summary>
    public void Dispose()
    {
        if (FolderTree.Delete(Path))
        {
            _guard?.Close(Path);
        }
    }
}
