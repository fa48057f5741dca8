using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace ConcurrencyBench.Core.Workers;

/// <summary>Reads the fields of one frame, one after the other, and never beyond its end.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte() => Take(sizeof(byte))[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public string Text() => Encoding.UTF8.GetString(Take(Int()));

    public ImmutableArray<long> Longs()
    {
        int count = Int();
        if (count < 0 || count > _rest.Length / sizeof(long))
        {
            throw new FrameFormatException($"A list of {count} numbers does not fit into its frame.");
        }

        ImmutableArray<long>.Builder values = ImmutableArray.CreateBuilder<long>(count);
        for (int index = 0; index < count; index++)
        {
            values.Add(Long());
        }

        return values.MoveToImmutable();
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
