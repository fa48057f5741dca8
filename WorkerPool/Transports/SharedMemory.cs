using System.IO.MemoryMappedFiles;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>Memory that one process creates and others open: a <see cref="SharedFile"/>, mapped as a whole.</summary>
internal sealed unsafe class SharedMemory : IDisposable
{
    private readonly SharedFile _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private bool _isDisposed;

    private SharedMemory(SharedFile file)
    {
        _file = file;
        _map = file.Map();
        _view = _map.CreateViewAccessor();
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start + _view.PointerOffset;
    }

    /// <summary>The path under which others open it while its creator has it open.</summary>
    public string Path => _file.Path;

    /// <summary>The first byte; not to be used once this is disposed.</summary>
    public byte* Start { get; }

    /// <summary>The length in bytes, at least the requested one.</summary>
    public long Length => _view.Capacity;

    /// <summary>Creates memory of that many bytes at least, filled with zeros.</summary>
    public static SharedMemory Create(long bytes) => new(SharedFile.Create(bytes));

    /// <summary>Opens memory that another process has created.</summary>
    public static SharedMemory Open(string path) => new(SharedFile.Open(path));

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
    }
}
