using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

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

    private const int PieceBytes = 64 * 1024;

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

    /// <summary>Creates a file of that length, filled with zeros, in memory or, where there is no room, in the temporary folder.</summary>
    /// <exception cref="IOException">There is no room for it, or no place.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created.</exception>
    public static SharedFile Create(long bytes)
    {
        string temporary = System.IO.Path.GetTempPath();
        if (OperatingSystem.IsWindows() || !Directory.Exists(MemoryFolder)) // Where Windows would look for it there is something else.
        {
            return CreateIn(temporary, bytes);
        }

        try
        {
            return CreateIn(MemoryFolder, bytes);
        }
        catch (Exception inMemory) when (inMemory is IOException or UnauthorizedAccessException)
        {
            try
            {
                return CreateIn(temporary, bytes);
            }
            catch (Exception inFolder) when (inFolder is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"{inMemory.Message}; {inFolder.Message}", inMemory);
            }
        }
    }

    private static SharedFile CreateIn(string folder, long bytes)
    {
        string name = TemporaryPath.NewIn(folder);
        FileStream file = OpenFile(name, FileMode.CreateNew);
        try
        {
            Reserve(file.SafeFileHandle, bytes);
        }
        catch (IOException)
        {
            file.Dispose();
            TemporaryPath.TryDelete(name);
            throw;
        }

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

    // A file that was only lengthened has no room of its own: where the file system is full, a write into its mapped memory ends
    // the process.
    private static void Reserve(SafeFileHandle file, long bytes)
    {
        byte[] zeros = new byte[Math.Min(bytes, PieceBytes)];
        for (long written = 0; written < bytes; written += zeros.Length)
        {
            RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, bytes - written)), written);
        }
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
