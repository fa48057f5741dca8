using System.Buffers.Binary;
using System.Text;

namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Writes fields one after the other, little-endian; <see cref="FieldReader"/> reads them.</summary>
/// <param name="capacity">The expected number of bytes; when it is exact, they are not copied again.</param>
internal sealed class FieldWriter(int capacity = 64)
{
    // Megabytes need not be cleared before they are written.
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity);

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written; valid until more are.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public FieldWriter Byte(byte value)
    {
        Room(sizeof(byte))[0] = value;
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

    public FieldWriter Bytes(ReadOnlySpan<byte> value) => Int(value.Length).Raw(value);

    /// <summary>Writes bytes without their number.</summary>
    public FieldWriter Raw(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        return this;
    }

    public FieldWriter Text(string value)
    {
        int count = Encoding.UTF8.GetByteCount(value);
        Int(count);
        Encoding.UTF8.GetBytes(value, Room(count));
        return this;
    }

    public FieldWriter Longs(ReadOnlySpan<long> values)
    {
        Int(values.Length);
        foreach (long value in values)
        {
            Long(value);
        }

        return this;
    }

    /// <summary>Begins anew, in the same memory.</summary>
    public void Clear() => Length = 0;

    /// <summary>Overwrites an int that was written before.</summary>
    public void Set(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position), value);

    public byte[] ToArray() => Length == _bytes.Length ? _bytes : _bytes.AsSpan(0, Length).ToArray();

    private Span<byte> Room(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max((long)Length + count, 2L * _bytes.Length), Array.MaxLength));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
