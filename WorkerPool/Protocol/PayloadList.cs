using System.Buffers.Binary;

namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Several payloads as the bytes of one: their number, and each with its length before it.</summary>
internal static class PayloadList
{
    /// <summary>The longest payload of a list that fits into a frame.</summary>
    public const int MaxPayloadBytes = FrameCodec.MaxPayloadBytes - CountBytes - LengthBytes;

    private const int CountBytes = sizeof(int);
    private const int LengthBytes = sizeof(int);

    /// <returns>The number of bytes of a list.</returns>
    public static long CountBytesOf(ReadOnlySpan<ReadOnlyMemory<byte>> payloads)
    {
        long bytes = CountBytes;
        foreach (ReadOnlyMemory<byte> payload in payloads)
        {
            bytes += LengthBytes + payload.Length;
        }

        return bytes;
    }

    /// <returns>The number of the first payloads that make a list of at most so many bytes; 1 at least.</returns>
    public static int CountThatFit(ReadOnlySpan<ReadOnlyMemory<byte>> payloads, int maxBytes)
    {
        long bytes = CountBytes;
        int count = 0;
        while (count < payloads.Length && (bytes += LengthBytes + payloads[count].Length) <= maxBytes)
        {
            count++;
        }

        return Math.Max(count, 1);
    }

    public static byte[] Encode(ReadOnlySpan<ReadOnlyMemory<byte>> payloads)
    {
        byte[] list = GC.AllocateUninitializedArray<byte>((int)CountBytesOf(payloads));
        BinaryPrimitives.WriteInt32LittleEndian(list, payloads.Length);
        Span<byte> rest = list.AsSpan(CountBytes);
        foreach (ReadOnlyMemory<byte> payload in payloads)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, payload.Length);
            payload.Span.CopyTo(rest[LengthBytes..]);
            rest = rest[(LengthBytes + payload.Length)..];
        }

        return list;
    }

    /// <summary>Finds the payloads of a list. They are parts of its bytes, not copies.</summary>
    /// <exception cref="FrameFormatException">The bytes are no list.</exception>
    public static ReadOnlyMemory<byte>[] Decode(ReadOnlyMemory<byte> list)
    {
        FieldReader fields = new(list.Span);
        int count = fields.Int();
        if (count < 0 || count > (list.Length - CountBytes) / LengthBytes)
        {
            throw new FrameFormatException($"A list of {count} payloads does not fit into {list.Length} bytes.");
        }

        ReadOnlyMemory<byte>[] payloads = new ReadOnlyMemory<byte>[count];
        int start = CountBytes;
        for (int index = 0; index < count; index++)
        {
            int length = fields.Skip();
            start += LengthBytes;
            payloads[index] = list.Slice(start, length);
            start += length;
        }

        fields.ThrowIfMore();
        return payloads;
    }
}
