using System.Collections.Immutable;
using System.IO.MemoryMappedFiles;

namespace ConcurrencyBench.Core.Workers;

/// <summary>Answers in a memory-mapped file: a slot for each item, with a count and that many numbers.</summary>
internal sealed class SharedAnswers : IDisposable
{
    /// <summary>A slot's size: a count and up to 511 numbers. Longer answers travel through the pipe.</summary>
    public const int SlotBytes = 4096;

    private const int MaxNumbers = SlotBytes / sizeof(long) - 1;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private SharedAnswers(string path, MemoryMappedFile file)
    {
        Path = path;
        _file = file;
        _view = file.CreateViewAccessor();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How many slots there are.</summary>
    public int Slots => (int)(_view.Capacity / SlotBytes);

    /// <summary>Makes a file with at least that many slots.</summary>
    public static SharedAnswers Create(string path, int slots)
        => new(path, MemoryMappedFile.CreateFromFile(path, FileMode.CreateNew, mapName: null, (long)slots * SlotBytes));

    /// <summary>Opens a file that another process made.</summary>
    public static SharedAnswers Open(string path) => new(path, MemoryMappedFile.CreateFromFile(path, FileMode.Open));

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
    public ImmutableArray<long> Load(int slot)
    {
        long offset = (long)slot * SlotBytes;
        if (slot < 0 || slot >= Slots || _view.ReadInt64(offset) is not (>= 0 and <= MaxNumbers and var count))
        {
            throw new FrameFormatException($"Slot {slot} of the shared memory holds no answer.");
        }

        long[] values = new long[count];
        _view.ReadArray(offset + sizeof(long), values, 0, values.Length);
        return ImmutableArray.Create(values);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
