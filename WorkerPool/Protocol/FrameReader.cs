using System.Buffers.Binary;

namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Reads frames from a stream, as many at once as have arrived.</summary>
internal sealed class FrameReader(Stream stream)
{
    private const int StartCapacity = 4096;

    // A buffer larger than this is released after its frame.
    private const int KeptCapacity = 256 * 1024;

    // A payload gets its memory when this part of its frame has arrived, so that most of it is read where it stays.
    private const int ArrivedPart = 16;

    private byte[] _bytes = new byte[StartCapacity];
    private int _start;
    private int _end;

    /// <summary>The number of bytes that the stream has given.</summary>
    public long Received { get; private set; }

    /// <summary>Reads the first frame of a worker, which is a short one: where text is, its first bytes are no such length.</summary>
    /// <returns>The frame, or null at the end of the stream.</returns>
    /// <exception cref="FrameFormatException">The bytes are no such frame; the message holds the text that they are.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within a frame, because its writer has ended.</exception>
    public Frame? ReadGreeting()
    {
        bool isMore = true;
        while (isMore && _end - _start < FrameCodec.LengthBytes)
        {
            isMore = Fill(FrameCodec.LengthBytes);
        }

        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_start, _end - _start);
        if (!FrameCodec.IsGreetingLength(bytes) && PrintedText.Find(bytes) is { } text)
        {
            throw new FrameFormatException($"It wrote text to its standard output before it served: {text}");
        }

        return Read();
    }

    /// <returns>The next frame, or null at the end of the stream.</returns>
    /// <exception cref="FrameFormatException">The bytes are no frame.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within a frame, because its writer has ended.</exception>
    public Frame? Read()
    {
        while (true)
        {
            if (FrameCodec.TryDecode(_bytes.AsSpan(_start, _end - _start), out Frame? frame, out int needed))
            {
                _start += needed;
                return frame;
            }

            if (_end - _start >= needed / ArrivedPart && FrameCodec.ReadHead(_bytes.AsSpan(_start, _end - _start)) is { } head)
            {
                return head.With(ReadPayload(head.Bytes));
            }

            if (!Fill(needed))
            {
                return _start == _end ? null : throw EndsWithin();
            }
        }
    }

    /// <summary>Adds bytes behind those that have come through the stream.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        byte[] all = [.. _bytes.AsSpan(_start, _end - _start), .. bytes];
        (_bytes, _start, _end) = (all, 0, all.Length);
    }

    /// <returns>False at the end of the stream.</returns>
    private bool Fill(int needed)
    {
        MakeRoomFor(needed);
        int read = stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        Received += read;
        return read > 0;
    }

    /// <returns>True when <see cref="Read"/> need not wait.</returns>
    public bool HasFrame()
    {
        ReadOnlySpan<byte> arrived = _bytes.AsSpan(_start, _end - _start);
        return BinaryPrimitives.TryReadInt32LittleEndian(arrived, out int length)
            && (uint)length <= (uint)(arrived.Length - FrameCodec.LengthBytes);
    }

    private byte[] ReadPayload(int length)
    {
        byte[] payload = GC.AllocateUninitializedArray<byte>(length);
        int filled = _end - _start - PayloadHead.Length;
        Buffer.BlockCopy(_bytes, _start + PayloadHead.Length, payload, 0, filled);
        _start = _end = 0;
        while (filled < length)
        {
            int read = stream.Read(payload, filled, length - filled);
            filled += read > 0 ? read : throw EndsWithin();
            Received += read;
        }

        return payload;
    }

    private static EndOfStreamException EndsWithin() => new("The stream ended in the middle of a frame.");

    // The buffer grows with the bytes that have arrived, not with the length that a frame announces.
    private void MakeRoomFor(int needed)
    {
        int filled = _end - _start;
        int capacity =
            filled == 0 && _bytes.Length > KeptCapacity ? StartCapacity
            : needed <= _bytes.Length || filled < _bytes.Length ? _bytes.Length
            : Math.Min(needed, 2 * _bytes.Length);
        if (capacity == _bytes.Length && _end < _bytes.Length && _start + needed <= _bytes.Length)
        {
            return;
        }

        byte[] target = capacity == _bytes.Length ? _bytes : new byte[capacity];
        Buffer.BlockCopy(_bytes, _start, target, 0, filled);
        _bytes = target;
        _end = filled;
        _start = 0;
    }
}
