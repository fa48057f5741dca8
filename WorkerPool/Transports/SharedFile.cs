using System.IO.MemoryMappedFiles;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>A file that one process creates and others open, to map it into their memory together.</summary>
/// <remarks>
/// On Linux the file has no name from the start, so that no killed process can leave it behind; others open it by the
/// descriptor of its creator. Elsewhere the creator deletes it.
/// </remarks>
internal sealed class SharedFile : IDisposable
{
    // A file system in memory, where there is one: the pages are never written to a disk.
    private const string MemoryFolder = "/dev/shm";

    private readonly FileStream _file;
    private readonly string? _name;

    private SharedFile(FileStream file, string path, string? name)
    {
        _file = file;
        _name = name;
        Path = path;
    }

    /// <summary>The path under which others open it while its creator has it open.</summary>
    public string Path { get; }

    /// <summary>Creates a file of that length, filled with zeros.</summary>
    public static SharedFile Create(long bytes)
    {
        string name = TemporaryPath.NewIn(Directory.Exists(MemoryFolder) ? MemoryFolder : System.IO.Path.GetTempPath());
        FileStream file = OpenFile(name, FileMode.CreateNew);
        file.SetLength(bytes);
        if (!OperatingSystem.IsLinux())
        {
            return new SharedFile(file, name, name);
        }

        TemporaryPath.TryDelete(name);
        return new SharedFile(
            file,
            string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{file.SafeFileHandle.DangerousGetHandle()}"),
            name: null
        );
    }

    /// <summary>Opens a file that another process has created.</summary>
    public static SharedFile Open(string path) => new(OpenFile(path, FileMode.Open), path, name: null);

    /// <returns>The mapped file. It stays usable when this is disposed.</returns>
    public MemoryMappedFile Map() =>
        MemoryMappedFile.CreateFromFile(
            _file,
            mapName: null,
            0,
            MemoryMappedFileAccess.ReadWrite,
            HandleInheritability.None,
            leaveOpen: true
        );

    /// <summary>Writes at a place of the file, its beginning unless another is named.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long offset = 0) => RandomAccess.Write(_file.SafeFileHandle, bytes, offset);

    /// <summary>Reads from a place of the file, its beginning unless another is named.</summary>
    public void Read(Span<byte> bytes, long offset = 0) => RandomAccess.Read(_file.SafeFileHandle, bytes, offset);

    public void Dispose()
    {
        _file.Dispose();
        if (_name is not null)
        {
            TemporaryPath.TryDelete(_name);
        }
    }

    // Without this, Windows would not let the others open it.
    private static FileStream OpenFile(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
