using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>Entries of a run in one message: items on the way to a host, answers on the way back.</summary>
/// <param name="Run">The run.</param>
/// <param name="Entries">Each with the item's place in the run, and the bytes of <see cref="ItemWire"/>.</param>
internal sealed record ItemBatch(Guid Run, ImmutableArray<(int Index, byte[] Bytes)> Entries)
{
    /// <summary>The bytes of the message.</summary>
    public byte[] Encode()
    {
        FieldWriter fields = new(24 + Entries.Sum(entry => 8 + entry.Bytes.Length));
        fields.Raw(Run.ToByteArray()).Int(Entries.Length);
        foreach ((int index, byte[] bytes) in Entries)
        {
            fields.Int(index).Bytes(bytes);
        }

        return fields.ToArray();
    }

    /// <exception cref="FrameFormatException">The bytes are no such message.</exception>
    public static ItemBatch Decode(ReadOnlySpan<byte> message)
    {
        if (message.Length < 16)
        {
            throw new FrameFormatException("A message of items begins with its run.");
        }

        FieldReader fields = new(message[16..]);
        int count = fields.Int();
        if (count < 1 || count > message.Length)
        {
            throw new FrameFormatException($"A message of {message.Length} bytes does not hold {count} items.");
        }

        ImmutableArray<(int, byte[])>.Builder entries = ImmutableArray.CreateBuilder<(int, byte[])>(count);
        for (int entry = 0; entry < count; entry++)
        {
            entries.Add((fields.Int(), fields.Bytes()));
        }

        fields.ThrowIfMore();
        return new ItemBatch(new Guid(message[..16]), entries.MoveToImmutable());
    }
}
