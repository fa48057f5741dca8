using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Core.Models.Processes.Jobs;

/// <summary>Answers in a memory-mapped file: a slot for each item, with a count and that many numbers.</summary>
internal sealed unsafe class SharedAnswers : IDisposable
{
    /// <summary>A slot's size: a count and up to 511 numbers. Longer answers travel through the pipe.</summary>
    public const int SlotBytes = 4096;

    private const int MaxNumbers = SlotBytes / sizeof(long) - 1;

    private readonly SharedMemory _memory;

    private SharedAnswers(SharedMemory memory) => _memory = memory;

    /// <summary>The path under which workers open it.</summary>
    public string Path => _memory.Path;

    /// <summary>The number of slots.</summary>
    public int Slots => (int)(_memory.Length / SlotBytes);

    /// <summary>Creates a file with at least that many slots.</summary>
    public static SharedAnswers Create(int slots) => new(SharedMemory.Create((long)slots * SlotBytes));

    /// <summary>Opens a file that another process made.</summary>
    public static SharedAnswers Open(string path) => new(SharedMemory.Open(path));

    /// <returns>False when the answer does not fit.</returns>
    public bool TryStore(int slot, long[] values)
    {
        if (values.Length > MaxNumbers)
        {
            return false;
        }

        Span<long> numbers = Slot(slot);
        numbers[0] = values.Length;
        values.CopyTo(numbers[1..]);
        return true;
    }

    /// <exception cref="FrameFormatException">There is no such slot, or it holds no answer.</exception>
    public long[] Load(int slot)
    {
        if (slot < 0 || slot >= Slots || Slot(slot) is not [>= 0 and <= MaxNumbers and var count, .. var numbers])
        {
            throw new FrameFormatException($"Slot {slot} of the shared memory holds no answer.");
        }

        return numbers[..(int)count].ToArray();
    }

    public void Dispose() => _memory.Dispose();

    private Span<long> Slot(int slot) =>
        (uint)slot < (uint)Slots
            ? new Span<long>(_memory.Start + ((long)slot * SlotBytes), SlotBytes / sizeof(long))
            : throw new ArgumentOutOfRangeException(nameof(slot), slot, $"There are {Slots} slots.");
}
