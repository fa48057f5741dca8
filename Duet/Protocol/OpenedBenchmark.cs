namespace ConcurrencyBench.Duet.Protocol;

/// <summary>A benchmark that is set up.</summary>
/// <param name="OperationsPerInvocation">The operations that one call of its method does.</param>
/// <param name="FixedInvocations">The invocations that a turn must have; 0 where any number may be.</param>
internal sealed record OpenedBenchmark(int OperationsPerInvocation, long FixedInvocations)
{
    /// <summary>Writes all fields.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(OperationsPerInvocation);
        writer.Write(FixedInvocations);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static OpenedBenchmark Read(BinaryReader reader) => new(reader.ReadInt32(), reader.ReadInt64());
}
