using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Core.Scheduling;

/// <summary>Gives items to simulated workers.</summary>
internal abstract class ItemSource
{
    /// <summary>True where a worker that starts now may still find an item.</summary>
    public abstract bool HasMore { get; }

    /// <returns>The next item of a worker, or null when there is none for it any more.</returns>
    /// <param name="worker">0, 1, …</param>
    public abstract int? Take(int worker);

    /// <param name="handOut">The way in which idle workers get items.</param>
    /// <param name="count">The number of items.</param>
    /// <param name="workers">The number of workers, 1 or more.</param>
    public static ItemSource Create(HandOut handOut, int count, int workers) =>
        handOut switch
        {
            HandOut.FixedChunks => new FixedChunks(count, FixedChunk.GetSize(count, workers)),
            HandOut.GrowingChunks => new GrowingChunks(count),
            HandOut.GrowingChunksOfShares => new GrowingChunksOfShares(count, workers),
            _ => new ItemsInOrder(count),
        };
}

/// <summary>One item at a time, in order.</summary>
internal sealed class ItemsInOrder(int count) : ItemSource
{
    private int _next;

    public override bool HasMore => _next < count;

    public override int? Take(int worker) => _next < count ? _next++ : null;
}

/// <summary>Every worker has its own items from the start: worker w the items w, w + P, w + 2P, ….</summary>
internal sealed class ItemsInTurns(int count, int workers) : ItemSource
{
    private readonly int[] _next = [.. Enumerable.Range(0, workers)];

    // A worker that has not started yet has all of its items.
    public override bool HasMore => _next.Any(next => next < count);

    public override int? Take(int worker)
    {
        int item = _next[worker];
        _next[worker] = Math.Min(count, item + workers);
        return item < count ? item : null;
    }
}

/// <summary>Chunks of a fixed size, in order.</summary>
internal sealed class FixedChunks(int count, int size) : ItemSource
{
    private readonly Dictionary<int, (int Next, int End)> _workers = [];
    private int _next;

    public override bool HasMore => _next < count;

    public override int? Take(int worker)
    {
        (int next, int end) = _workers.GetValueOrDefault(worker);
        if (next == end)
        {
            (next, end) = (_next, Math.Min(count, _next + size));
            _next = end;
        }

        if (next == end)
        {
            return null;
        }

        _workers[worker] = (next + 1, end);
        return next;
    }
}

/// <summary>The chunks of <c>Partitioner.Create(array, loadBalance: true)</c>: three of each size, then twice as large.</summary>
/// <remarks>dotnet/runtime, System.Collections.Concurrent, PartitionerStatic.cs: 512 bytes at most, CHUNK_DOUBLING_RATE 3.</remarks>
internal sealed class GrowingChunks(int count) : ItemSource
{
    private const int LargestChunk = 512 / sizeof(int);
    private const int ChunksOfASize = 3;

    private readonly Dictionary<int, (int Next, int End, int Size, int Left)> _workers = [];
    private int _next;

    public override bool HasMore => _next < count;

    public override int? Take(int worker)
    {
        (int next, int end, int size, int left) = _workers.GetValueOrDefault(worker, (0, 0, 1, ChunksOfASize));
        if (next == end)
        {
            if (_next >= count)
            {
                return null;
            }

            (size, left) = left > 0 ? (size, left) : (Math.Min(2 * size, LargestChunk), ChunksOfASize);
            left--;
            (next, end) = (_next, Math.Min(count, _next + size));
            _next = end;
        }

        _workers[worker] = (next + 1, end, size, left);
        return next;
    }
}

/// <summary>The ranges of <c>Parallel.For</c>: one for each worker, whose chunks double up to 16 items.</summary>
/// <remarks>dotnet/runtime, System.Threading.Tasks.Parallel, ParallelRangeManager.cs: RangeManager, RangeWorker.FindNewWork.</remarks>
internal sealed class GrowingChunksOfShares : ItemSource
{
    private const int LargestChunk = 16;

    private readonly (int Next, int End)[] _shares;
    private readonly Dictionary<int, (int Next, int End, int Size, int Share)> _workers = [];

    public GrowingChunksOfShares(int count, int workers)
    {
        // It expects two workers where there is one.
        int length = Math.Max(1, count / Math.Max(2, workers));
        _shares = [.. Enumerable.Range(0, (count + length - 1) / length).Select(i => (i * length, Math.Min(count, (i + 1) * length)))];
    }

    public override bool HasMore => _shares.Any(share => share.Next < share.End);

    public override int? Take(int worker)
    {
        (int next, int end, int size, int share) = _workers.GetValueOrDefault(worker, (0, 0, 1, worker % Math.Max(1, _shares.Length)));
        if (next == end)
        {
            int visited = 0;
            while (visited < _shares.Length && _shares[share].Next >= _shares[share].End)
            {
                share = (share + 1) % _shares.Length;
                visited++;
            }

            if (visited == _shares.Length)
            {
                return null;
            }

            (next, end) = (_shares[share].Next, Math.Min(_shares[share].End, _shares[share].Next + size));
            _shares[share].Next = end;
            size = Math.Min(2 * size, LargestChunk);
        }

        _workers[worker] = (next + 1, end, size, share);
        return next;
    }
}
