namespace ConcurrencyBench.Duet.Protocol;

/// <summary>The figures of one turn, for all of its invocations together.</summary>
/// <param name="Nanoseconds">Wall time.</param>
/// <param name="ThreadCpuNanoseconds">Processor time of the thread of turns.</param>
/// <param name="ProcessCpuNanoseconds">Processor time of all threads.</param>
/// <param name="ThreadAllocatedBytes">Bytes that the thread of turns allocated.</param>
/// <param name="TotalAllocatedBytes">Bytes that all threads allocated.</param>
/// <param name="CompiledMethods">Methods that the runtime compiled meanwhile, for whatever caller.</param>
internal sealed record TurnReading(
    double Nanoseconds,
    double ThreadCpuNanoseconds,
    double ProcessCpuNanoseconds,
    long ThreadAllocatedBytes,
    long TotalAllocatedBytes,
    long CompiledMethods
)
{
    /// <summary>Writes all fields.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Nanoseconds);
        writer.Write(ThreadCpuNanoseconds);
        writer.Write(ProcessCpuNanoseconds);
        writer.Write(ThreadAllocatedBytes);
        writer.Write(TotalAllocatedBytes);
        writer.Write(CompiledMethods);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TurnReading Read(BinaryReader reader) =>
        new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
}
