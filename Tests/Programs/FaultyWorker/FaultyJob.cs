using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.FaultyWorker;

/// <summary>What a faulty worker is asked, and the right answer.</summary>
/// <param name="Number">Makes its answer another than its neighbours'.</param>
/// <param name="IsCulprit">Whether the worker may fail at it.</param>
internal readonly record struct FaultyJob(long Number, bool IsCulprit)
{
    public long RightAnswer => 7 * Number + 1;

    public byte[] Encode() => new FieldWriter().Long(Number).Byte((byte)(IsCulprit ? 1 : 0)).ToArray();

    public static FaultyJob Decode(ReadOnlySpan<byte> payload)
    {
        FieldReader fields = new(payload);
        return new FaultyJob(fields.Long(), fields.Byte() == 1);
    }
}
