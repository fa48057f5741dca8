using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Core.Models.Processes.Jobs;

/// <summary>The payload of a reply: numbers, or the slot of shared memory that holds them.</summary>
internal static class ItemAnswer
{
    private const byte NumbersKind = 1;
    private const byte SlotKind = 2;

    public static byte[] Encode(ReadOnlySpan<long> numbers) => new FieldWriter().Byte(NumbersKind).Longs(numbers).ToArray();

    public static byte[] EncodeSlot(int slot) => new FieldWriter().Byte(SlotKind).Int(slot).ToArray();

    /// <param name="payload">The payload of a reply.</param>
    /// <param name="answers">The slots; null when there are none.</param>
    /// <exception cref="FrameFormatException">The bytes are no answer.</exception>
    public static long[] Decode(ReadOnlySpan<byte> payload, SharedAnswers? answers = null)
    {
        FieldReader fields = new(payload);
        long[] numbers = fields.Byte() switch
        {
            NumbersKind => fields.Longs(),
            SlotKind when answers is not null => answers.Load(fields.Int()),
            var kind => throw new FrameFormatException($"There is no answer of kind {kind}."),
        };
        fields.ThrowIfMore();
        return numbers;
    }
}
