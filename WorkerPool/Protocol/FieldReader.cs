using System.Buffers.Binary;
using System.Text;

namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Reads fields one after the other, as <see cref="FieldWriter"/> wrote them, and never beyond the end.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte() => Take(sizeof(byte))[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public byte[] Bytes()
    {
        ReadOnlySpan<byte> taken = Take(Int());
        byte[] bytes = GC.AllocateUninitializedArray<byte>(taken.Length);
        taken.CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads a count and passes over that many bytes.</summary>
    /// <returns>The number of bytes passed over.</returns>
    public int Skip() => Take(Int()).Length;

    public string Text() => Encoding.UTF8.GetString(Take(Int()));

    public long[] Longs()
    {
        int count = Int();
        if (count < 0 || count > _rest.Length / sizeof(long))
        {
            throw new FrameFormatException($"A list of {count} numbers does not fit into its frame.");
        }

        long[] values = new long[count];
        foreach (ref long value in values.AsSpan())
        {
            value = Long();
        }

        return values;
    }

    public readonly void ThrowIfMore()
    {
        if (!_rest.IsEmpty)
        {
            throw new FrameFormatException($"{_rest.Length} bytes are left over at the end of a frame.");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new FrameFormatException($"A field of {count} bytes does not fit into its frame.");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
