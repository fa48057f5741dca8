using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace ConcurrencyBench.Core.Workers;

/// <summary>Writes the fields of one frame, one after the other.</summary>
internal sealed class FieldWriter
{
    private byte[] _bytes = new byte[64];
    private int _length = FrameCodec.LengthBytes;

    public FieldWriter Kind(FrameKind kind)
    {
        Room(sizeof(byte))[0] = (byte)kind;
        return this;
    }

    public FieldWriter Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Room(sizeof(int)), value);
        return this;
    }

    public FieldWriter Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);
        return this;
    }

    public FieldWriter Text(string value)
    {
        int count = Encoding.UTF8.GetByteCount(value);
        Int(count);
        Encoding.UTF8.GetBytes(value, Room(count));
        return this;
    }

    public FieldWriter Longs(ImmutableArray<long> values)
    {
        Int(values.Length);
        foreach (long value in values)
        {
            Long(value);
        }

        return this;
    }

    public byte[] ToFrame()
    {
        if (_length - FrameCodec.LengthBytes > FrameCodec.MaxLength)
        {
            throw new FrameFormatException($"A frame of {_length - FrameCodec.LengthBytes} bytes is longer than {FrameCodec.MaxLength}.");
        }

        BinaryPrimitives.WriteInt32LittleEndian(_bytes, _length - FrameCodec.LengthBytes);
        return _bytes.AsSpan(0, _length).ToArray();
    }

    private Span<byte> Room(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + count, 2 * _bytes.Length));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
