using System.Buffers.Binary;

namespace ConcurrencyBench.Core.Echo;

/// <summary>The action that an item asks for.</summary>
internal enum EchoKind : byte
{
    /// <summary>Send it back.</summary>
    Echo = 1,

    /// <summary>Count it and keep silent.</summary>
    Swallow = 2,

    /// <summary>Answer with the <see cref="Echo.Receipt"/> of what was swallowed since the last one.</summary>
    Receipt = 3,
}

/// <summary>One item that is handed over.</summary>
/// <param name="Kind">The action that it asks for.</param>
/// <param name="Payload">Its bytes.</param>
internal readonly record struct EchoItem(EchoKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The item as the payload of a pool's job: its kind in one byte, and its own payload.</summary>
    public static byte[] ToBytes(EchoItem item) => [(byte)item.Kind, .. item.Payload.Span];

    /// <inheritdoc cref="ToBytes"/>
    /// <exception cref="InvalidDataException">The bytes are no item.</exception>
    public static EchoItem FromBytes(ReadOnlyMemory<byte> bytes) =>
        bytes.Span is [var kind, ..] && Enum.IsDefined((EchoKind)kind)
            ? new EchoItem((EchoKind)kind, bytes[1..])
            : throw new InvalidDataException("The bytes are no item.");
}

/// <summary>The count of swallowed items.</summary>
/// <param name="Items">The number of items.</param>
/// <param name="Bytes">The number of bytes of payload.</param>
internal readonly record struct Receipt(long Items, long Bytes)
{
    private const int Length = 2 * sizeof(long);

    /// <exception cref="InvalidDataException">The payload is no receipt.</exception>
    public static Receipt Read(ReadOnlySpan<byte> payload) =>
        payload.Length == Length
            ? new Receipt(BinaryPrimitives.ReadInt64LittleEndian(payload), BinaryPrimitives.ReadInt64LittleEndian(payload[sizeof(long)..]))
            : throw new InvalidDataException($"A receipt has {Length} bytes, not {payload.Length}.");

    public byte[] ToPayload()
    {
        byte[] payload = new byte[Length];
        BinaryPrimitives.WriteInt64LittleEndian(payload, Items);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(sizeof(long)), Bytes);
        return payload;
    }

    /// <summary>The same with one more item.</summary>
    public Receipt Add(ReadOnlyMemory<byte> payload) => new(Items + 1, Bytes + payload.Length);
}
