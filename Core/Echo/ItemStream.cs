using System.Buffers.Binary;

namespace ConcurrencyBench.Core.Echo;

// An item on a stream:
//
//   kind     1 byte    EchoKind
//   length   4 bytes   of the payload, little-endian; at most ItemStream.MaxLength
//   payload

/// <summary>Items over a pair of streams. An item is returned when all of it has been read.</summary>
/// <param name="input">The stream of incoming items. Only this reads it, and closes it.</param>
/// <param name="output">The stream for outgoing items, which this closes.</param>
internal sealed class ItemStream(Stream input, Stream output) : IDisposable
{
    /// <summary>The longest payload.</summary>
    public const int MaxLength = 64 << 20;

    private const int HeaderBytes = 1 + sizeof(int);

    // Header and payload go out in one write where copying costs less than another call into the system.
    private const int OneWriteBytes = 4096;

    // Several small items in one read; the rest of a longer payload is read directly into its place.
    private const int ReadAheadBytes = 4096;

    private readonly BufferedStream _input = new(input, ReadAheadBytes);
    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly byte[] _outgoing = new byte[HeaderBytes + OneWriteBytes];
    private byte[] _incoming = [];

    /// <summary>Writes an item.</summary>
    public void Send(EchoItem item)
    {
        ReadOnlySpan<byte> payload = item.Payload.Span;
        _outgoing[0] = (byte)item.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(_outgoing.AsSpan(1), payload.Length);
        if (payload.Length <= OneWriteBytes)
        {
            payload.CopyTo(_outgoing.AsSpan(HeaderBytes));
            output.Write(_outgoing.AsSpan(0, HeaderBytes + payload.Length));
        }
        else
        {
            output.Write(_outgoing.AsSpan(0, HeaderBytes));
            output.Write(payload);
        }

        output.Flush();
    }

    /// <returns>The next item, or null at the end of the stream. Its payload is overwritten by the next one.</returns>
    /// <exception cref="InvalidDataException">The bytes are no item.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within an item.</exception>
    public EchoItem? Receive()
    {
        int read = _input.Read(_header);
        if (read == 0)
        {
            return null;
        }

        _input.ReadExactly(_header.AsSpan(read));
        EchoKind kind = (EchoKind)_header[0];
        int length = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(1));
        if (!Enum.IsDefined(kind) || length is < 0 or > MaxLength)
        {
            throw new InvalidDataException($"No item begins with {Convert.ToHexString(_header)}.");
        }

        if (length > _incoming.Length)
        {
            _incoming = new byte[length];
        }

        _input.ReadExactly(_incoming.AsSpan(0, length));
        return new EchoItem(kind, _incoming.AsMemory(0, length));
    }

    /// <summary>Closes both streams.</summary>
    public void Dispose()
    {
        // In this order: the buffered stream flushes first, and the two may be one.
        _input.Dispose();
        output.Dispose();
    }
}
