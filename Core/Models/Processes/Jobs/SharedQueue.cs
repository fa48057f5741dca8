using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Core.Models.Processes.Jobs;

/// <summary>A queue of items in a memory-mapped file, from which several processes take. No process gives out; they compete.</summary>
/// <remarks>
/// All fields are 8 bytes. Header: next index, lowest failed index, count. Then for each item its kernel's place in the
/// catalogue, number, first and last candidate, and the consumer that took it (0 for none, -1 once it is answered). The next
/// index and the lowest failed index change by atomic operations on the shared memory.
/// </remarks>
internal sealed unsafe class SharedQueue : IDisposable
{
    private const int HeaderLongs = 3;
    private const int LongsPerItem = 5;
    private const int Taker = 4;

    private readonly SharedMemory _memory;
    private readonly long* _header;

    private SharedQueue(SharedMemory memory)
    {
        _memory = memory;
        _header = (long*)memory.Start;
    }

    /// <summary>The path under which workers open it.</summary>
    public string Path => _memory.Path;

    private int Count => (int)_header[2];

    /// <summary>Creates a queue of items with kernels of the catalogue.</summary>
    public static SharedQueue Create(ImmutableArray<WorkItem> items)
    {
        long bytes = (HeaderLongs + (long)items.Length * LongsPerItem) * sizeof(long);
        SharedQueue queue = new(SharedMemory.Create(bytes));
        queue._header[1] = long.MaxValue;
        queue._header[2] = items.Length;
        for (int index = 0; index < items.Length; index++)
        {
            WorkItem item = items[index];
            long* slot = queue.Slot(index);
            slot[0] = KernelIndex(item.Kernel);
            slot[1] = item.Number;
            slot[2] = item.Candidates.First;
            slot[3] = item.Candidates.Last;
        }

        return queue;
    }

    /// <summary>Opens a queue that another process has created.</summary>
    public static SharedQueue Open(string path) => new(SharedMemory.Open(path));

    /// <summary>Takes the next item, unless the queue is empty or an item before it has failed.</summary>
    /// <param name="consumer">The number of the consumer, 1 or more.</param>
    /// <param name="index">The item's index.</param>
    /// <param name="item">The item.</param>
    public bool TryTake(int consumer, out int index, out WorkItem item)
    {
        item = default;
        long next = Interlocked.Increment(ref _header[0]) - 1;
        index = (int)next;
        if (next >= Count || next > Volatile.Read(ref _header[1]))
        {
            return false;
        }

        long* slot = Slot(index);
        Volatile.Write(ref slot[Taker], consumer);
        item = new WorkItem(KernelCatalog.All[(int)slot[0]], slot[1], new CandidateRange(slot[2], slot[3]));
        return true;
    }

    /// <summary>Marks an item that was taken as answered.</summary>
    public void MarkDone(int index) => Volatile.Write(ref Slot(index)[Taker], -1);

    /// <summary>Marks an item as failed: those behind it are no longer given out.</summary>
    public void MarkFailed(int index)
    {
        long lowest = Volatile.Read(ref _header[1]);
        while (index < lowest)
        {
            long seen = Interlocked.CompareExchange(ref _header[1], index, lowest);
            if (seen == lowest)
            {
                return;
            }

            lowest = seen;
        }
    }

    /// <summary>The item that a consumer took and did not answer, or null.</summary>
    public int? FindUnfinished(int consumer) =>
        Enumerable
            .Range(0, Count)
            .Where(index => Volatile.Read(ref Slot(index)[Taker]) == consumer)
            .Select(index => (int?)index)
            .FirstOrDefault();

    public void Dispose() => _memory.Dispose();

    private static int KernelIndex(IDivisorKernel kernel) =>
        KernelCatalog.Find(kernel.Id) is { } known
            ? KernelCatalog.All.IndexOf(known)
            : throw new ArgumentException($"Workers have no kernel '{kernel.Id}'.", nameof(kernel));

    private long* Slot(int index) => _header + HeaderLongs + (long)index * LongsPerItem;
}
