using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>A file that one process makes and others open, to map it into their memory together.</summary>
/// <remarks>
/// On Linux the file has no name from the start, so that nothing can leave it behind, whoever is killed; others open it by the
/// descriptor of its maker. Elsewhere the maker deletes it.
/// </remarks>
internal sealed class SharedFile : IDisposable
{
    // Memory, where there is a file system of it: the pages are never written to a disk.
    private const string MemoryFolder = "/dev/shm";

    private readonly FileStream _file;
    private readonly string? _name;

    private SharedFile(FileStream file, string path, string? name)
    {
        _file = file;
        _name = name;
        Path = path;
    }

    /// <summary>Where others open it, while its maker has it.</summary>
    public string Path { get; }

    /// <summary>Makes a file of that length, filled with zeros.</summary>
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

    /// <summary>Opens a file that another process made.</summary>
    public static SharedFile Open(string path) => new(OpenFile(path, FileMode.Open), path, name: null);

    /// <returns>All of it. Stays usable when this is disposed.</returns>
    public MemoryMappedFile Map() =>
        MemoryMappedFile.CreateFromFile(
            _file,
            mapName: null,
            0,
            MemoryMappedFileAccess.ReadWrite,
            HandleInheritability.None,
            leaveOpen: true
        );

    /// <summary>Writes at the beginning of the file.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => RandomAccess.Write(_file.SafeFileHandle, bytes, 0);

    /// <summary>Reads from the beginning of the file.</summary>
    public void Read(Span<byte> bytes) => RandomAccess.Read(_file.SafeFileHandle, bytes, 0);

    public void Dispose()
    {
        _file.Dispose();
        if (_name is not null)
        {
            TemporaryPath.TryDelete(_name);
        }
    }

    // The others open it too, which Windows would not let them.
    private static FileStream OpenFile(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
