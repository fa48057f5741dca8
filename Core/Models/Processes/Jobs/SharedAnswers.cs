using System.IO.MemoryMappedFiles;
using ConcurrencyBench.Core.Workers.Protocol;
using ConcurrencyBench.Core.Workers.Transports;

namespace ConcurrencyBench.Core.Models.Processes.Jobs;

/// <summary>Answers in a memory-mapped file: a slot for each item, with a count and that many numbers.</summary>
internal sealed class SharedAnswers : IDisposable
{
    /// <summary>A slot's size: a count and up to 511 numbers. Longer answers travel through the pipe.</summary>
    public const int SlotBytes = 4096;

    private const int MaxNumbers = SlotBytes / sizeof(long) - 1;

    private readonly SharedFile _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;

    private SharedAnswers(SharedFile file)
    {
        _file = file;
        _map = file.Map();
        _view = _map.CreateViewAccessor();
    }

    /// <summary>Where workers open it.</summary>
    public string Path => _file.Path;

    /// <summary>How many slots there are.</summary>
    public int Slots => (int)(_view.Capacity / SlotBytes);

    /// <summary>Makes a file with at least that many slots.</summary>
    public static SharedAnswers Create(int slots) => new(SharedFile.Create((long)slots * SlotBytes));

    /// <summary>Opens a file that another process made.</summary>
    public static SharedAnswers Open(string path) => new(SharedFile.Open(path));

    /// <returns>False when the answer does not fit.</returns>
    public bool TryStore(int slot, long[] values)
    {
        if (values.Length > MaxNumbers)
        {
            return false;
        }

        long offset = (long)slot * SlotBytes;
        _view.Write(offset, (long)values.Length);
        _view.WriteArray(offset + sizeof(long), values, 0, values.Length);
        return true;
    }

    /// <exception cref="FrameFormatException">There is no such slot, or it holds no answer.</exception>
    public long[] Load(int slot)
    {
        long offset = (long)slot * SlotBytes;
        if (slot < 0 || slot >= Slots || _view.ReadInt64(offset) is not (>= 0 and <= MaxNumbers and var count))
        {
            throw new FrameFormatException($"Slot {slot} of the shared memory holds no answer.");
        }

        long[] values = new long[count];
        _view.ReadArray(offset + sizeof(long), values, 0, values.Length);
        return values;
    }

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
    }
}
