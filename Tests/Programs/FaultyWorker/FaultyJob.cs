using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.FaultyWorker;

/// <summary>A request to a faulty worker, and the right answer.</summary>
/// <param name="Number">A number that makes its answer differ from its neighbours'.</param>
/// <param name="IsCulprit">True when the worker may fail at it.</param>
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
