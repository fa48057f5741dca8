using System.IO.MemoryMappedFiles;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>Memory that one process makes and others open: a <see cref="SharedFile"/>, mapped as a whole.</summary>
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

    /// <summary>Where others open it, while its maker has it.</summary>
    public string Path => _file.Path;

    /// <summary>The first byte; not to be used once this is disposed.</summary>
    public byte* Start { get; }

    /// <summary>Bytes: as many as were asked for, or a whole number of pages.</summary>
    public long Length => _view.Capacity;

    /// <summary>Makes memory of that many bytes at least, filled with zeros.</summary>
    public static SharedMemory Create(long bytes) => new(SharedFile.Create(bytes));

    /// <summary>Opens memory that another process made.</summary>
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
