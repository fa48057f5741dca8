namespace ConcurrencyBench.Workers.Transports;

// The memory, in bytes:
//
//    0   base: the place in the stream of the first byte of the data
//    8   end: the place after the last one
//   16   data
//
// Base is set to the end when the data was written to the stream. A worker that is killed before that leaves both, and its host, which
// knows how many bytes it has received, takes the rest from here.

/// <summary>Answers that a worker has not written yet, in memory that its host can read when the worker is gone.</summary>
/// <remarks>So many small answers are one call into the system, and none of them is lost with the worker.</remarks>
internal sealed unsafe class Outbox(byte* start)
{
    /// <summary>The most bytes of answers that wait together.</summary>
    public const int Capacity = 32 * 1024;

    /// <summary>The bytes that it needs.</summary>
    public const int Bytes = DataOffset + Capacity;

    private const int DataOffset = 2 * sizeof(long);

    private ref long Base => ref *(long*)start;

    private ref long End => ref *(long*)(start + sizeof(long));

    private byte* Data => start + DataOffset;

    /// <summary>The bytes that were added and not written.</summary>
    public ReadOnlySpan<byte> Content => new(Data, (int)(End - Base));

    /// <summary>Adds bytes.</summary>
    /// <returns>False, and adds none, when there is no room for them.</returns>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        int used = (int)(End - Base);
        if (bytes.Length > Capacity - used)
        {
            return false;
        }

        bytes.CopyTo(new Span<byte>(Data + used, bytes.Length));
        Volatile.Write(ref End, End + bytes.Length);
        return true;
    }

    /// <summary>Notes that <see cref="Content"/> was written to the stream.</summary>
    public void Clear() => Volatile.Write(ref Base, End);

    /// <summary>Notes that other bytes were written to the stream. The content is empty.</summary>
    public void Pass(long bytes)
    {
        Volatile.Write(ref Base, Base + bytes);
        Volatile.Write(ref End, Base);
    }

    /// <param name="received">The number of bytes that came through the stream, all of which was read.</param>
    /// <returns>The bytes that come next and were not written. The worker is gone; what it left may be anything.</returns>
    public byte[] TakeRest(long received)
    {
        long skipped = received - Base;
        long rest = End - received;
        return skipped >= 0 && rest > 0 && skipped + rest <= Capacity ? new ReadOnlySpan<byte>(Data + skipped, (int)rest).ToArray() : [];
    }
}
