namespace ConcurrencyBench.Workers.Transports;

// The file, in bytes (each count on a cache line of its own):
//
//      0   side 0 sleeps (1) or not (0)             128   ring 0: bytes written      256   ring 1: bytes written
//     64   side 1 sleeps (1) or not (0)             192   ring 0: bytes read         320   ring 1: bytes read
//   4096   ring 0: the bytes from side 0 to side 1
//   4096 + Capacity   ring 1: the bytes from side 1 to side 0
//
// A side that can go on does so without the system's help. One that cannot looks again a few times, then says
// that it sleeps, looks a last time, and waits for a byte on its doorbell, a pipe. The side that moves a count then looks
// whether the other one sleeps, and if so clears its mark and rings. Both put a full fence between writing and looking,
// so one of them sees the other.

/// <summary>A stream of bytes each way through a memory-mapped file between two processes, one thread at each end.</summary>
internal sealed unsafe class SharedMemoryStream : Stream
{
    /// <summary>Bytes on their way at most, in each direction: fits into a core's second cache.</summary>
    public const int Capacity = 256 * 1024;

    private const int SleepOffset = 0;
    private const int CountsOffset = 128;
    private const int DataOffset = 4096;
    private const int CacheLine = 64;

    // A long write is published piece by piece, so that the reader copies out while the writer copies in.
    private const int MaxPiece = Capacity / 8;

    // SpinWait looks ten times in quick succession and then lets others run between looks. That matters: a thread woken
    // through a pipe often starts on the core of the thread that woke it, and cannot answer while that one spins. With pure
    // spinning of 7 µs a round trip of 8 bytes took 21 µs and more on two busy cores, with this about 12.
    private const int Looks = 30;

    private readonly SharedMemory _memory;
    private readonly int* _sleeps;
    private readonly int* _otherSleeps;
    private readonly Ring _in;
    private readonly Ring _out;

    private SharedMemoryStream(SharedMemory memory, int side)
    {
        _memory = memory;
        byte* start = memory.Start;
        _sleeps = (int*)(start + SleepOffset + side * CacheLine);
        _otherSleeps = (int*)(start + SleepOffset + (1 - side) * CacheLine);
        _in = new Ring(start, 1 - side);
        _out = new Ring(start, side);
    }

    /// <summary>The path under which the other side opens it.</summary>
    public string Path => _memory.Path;

    /// <summary>The bell of this side. A side without one that cannot go on looks again every millisecond.</summary>
    public Stream? Bell { get; set; }

    /// <summary>The bell of the other side.</summary>
    public Stream OtherBell { get; set; } = Null;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Creates the memory and opens a side of it.</summary>
    /// <param name="side">0 or 1; each is opened once.</param>
    public static SharedMemoryStream Create(int side) => new(SharedMemory.Create(DataOffset + 2 * Capacity), side);

    /// <summary>Opens a side of memory that another process has created.</summary>
    /// <param name="path">The other side's <see cref="Path"/>.</param>
    /// <param name="side">0 or 1; each is opened once.</param>
    public static SharedMemoryStream Open(string path, int side) => new(SharedMemory.Open(path), side);

    /// <returns>The number of bytes read; 0 when the other side has gone.</returns>
    /// <exception cref="InvalidDataException">The counts in the shared memory are impossible.</exception>
    public override int Read(Span<byte> buffer)
    {
        long read = *_in.Read;
        if (buffer.IsEmpty || (Volatile.Read(ref *_in.Written) == read && !WaitUntilMoved(_in.Written, read)))
        {
            return 0;
        }

        long filled = Volatile.Read(ref *_in.Written) - read;
        if (filled is < 0 or > Capacity)
        {
            throw new InvalidDataException($"The other side says that {filled} bytes are in a ring of {Capacity}.");
        }

        int length = (int)Math.Min(buffer.Length, filled);
        (Span<byte> first, Span<byte> second) = _in.At(read, length);
        first.CopyTo(buffer);
        second.CopyTo(buffer[first.Length..]);
        Volatile.Write(ref *_in.Read, read + length);
        Wake();
        return length;
    }

    /// <exception cref="IOException">The other side has gone.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            long written = *_out.Written;
            long read = Volatile.Read(ref *_out.Read);
            if (written - read == Capacity)
            {
                if (!WaitUntilMoved(_out.Read, read))
                {
                    throw new IOException("The other side of the shared memory has gone.");
                }

                continue;
            }

            int length = (int)Math.Min(Math.Min(buffer.Length, MaxPiece), Capacity - (written - read));
            (Span<byte> first, Span<byte> second) = _out.At(written, length);
            buffer[..first.Length].CopyTo(first);
            buffer[first.Length..length].CopyTo(second);
            Volatile.Write(ref *_out.Written, written + length);
            Wake();
            buffer = buffer[length..];
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _memory.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <returns>False when the other side has gone.</returns>
    private bool WaitUntilMoved(long* count, long from)
    {
        for (SpinWait spin = default; spin.Count < Looks; spin.SpinOnce(sleep1Threshold: -1))
        {
            if (Volatile.Read(ref *count) != from)
            {
                return true;
            }
        }

        return Bell is { } bell ? SleepUntilMoved(bell, count, from) : LookUntilMoved(count, from);
    }

    private bool SleepUntilMoved(Stream bell, long* count, long from)
    {
        while (true)
        {
            Interlocked.Exchange(ref *_sleeps, 1);
            if (Volatile.Read(ref *count) != from)
            {
                // The side that cleared the mark has rung or is about to; that ring must not wake a later sleep.
                if (Interlocked.Exchange(ref *_sleeps, 0) == 0)
                {
                    bell.ReadByte();
                }

                return true;
            }

            if (bell.ReadByte() < 0)
            {
                // The bytes that it wrote before it went are still there.
                return Volatile.Read(ref *count) != from;
            }
        }
    }

    private static bool LookUntilMoved(long* count, long from)
    {
        while (Volatile.Read(ref *count) == from)
        {
            Thread.Sleep(1);
        }

        return true;
    }

    private void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref *_otherSleeps) == 1 && Interlocked.Exchange(ref *_otherSleeps, 0) == 1)
        {
            OtherBell.WriteByte(1);
            OtherBell.Flush();
        }
    }

    /// <summary>Bytes from one side to the other, with the counts of bytes written and read since the beginning.</summary>
    private readonly struct Ring(byte* start, int writer)
    {
        private readonly byte* _data = start + DataOffset + (long)writer * Capacity;

        public long* Written { get; } = (long*)(start + CountsOffset + writer * 2 * CacheLine);

        public long* Read { get; } = (long*)(start + CountsOffset + writer * 2 * CacheLine + CacheLine);

        /// <returns>The bytes from a count on; the second part lies at the start of the ring again.</returns>
        public Parts At(long from, int length)
        {
            int offset = (int)(from % Capacity);
            int first = Math.Min(length, Capacity - offset);
            return new Parts(new Span<byte>(_data + offset, first), new Span<byte>(_data, length - first));
        }
    }

    private readonly ref struct Parts(Span<byte> first, Span<byte> second)
    {
        private readonly Span<byte> _first = first;
        private readonly Span<byte> _second = second;

        public void Deconstruct(out Span<byte> first, out Span<byte> second)
        {
            first = _first;
            second = _second;
        }
    }
}
