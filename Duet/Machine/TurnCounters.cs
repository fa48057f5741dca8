using System.Runtime;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Duet.Machine;

/// <summary>The counters of this process that a turn moves.</summary>
internal readonly record struct TurnCounters(
    double ThreadCpuNanoseconds,
    double ProcessCpuNanoseconds,
    long ThreadAllocatedBytes,
    long TotalAllocatedBytes,
    long CompiledMethods
)
{
    /// <summary>Reads them on the thread of turns.</summary>
    public static TurnCounters Read() =>
        new(
            CpuClock.ReadThread(),
            CpuClock.ReadProcess(),
            GC.GetAllocatedBytesForCurrentThread(),
            GC.GetTotalAllocatedBytes(precise: true),
            JitInfo.GetCompiledMethodCount(currentThread: false)
        );

    /// <summary>Computes a turn's figures from the counters before and after it.</summary>
    public static TurnReading Subtract(TurnCounters after, TurnCounters before, double nanoseconds) =>
        new(
            nanoseconds,
            after.ThreadCpuNanoseconds - before.ThreadCpuNanoseconds,
            after.ProcessCpuNanoseconds - before.ProcessCpuNanoseconds,
            after.ThreadAllocatedBytes - before.ThreadAllocatedBytes,
            after.TotalAllocatedBytes - before.TotalAllocatedBytes,
            after.CompiledMethods - before.CompiledMethods
        );
}
