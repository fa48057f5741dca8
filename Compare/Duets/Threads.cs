using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>Says from its processor times whether a benchmark does its work on one thread.</summary>
internal static class Threads
{
    // Clocks are read one after the other, and the runtime has a little work of its own.
    private const double Tolerance = 0.1;

    /// <summary>True when other threads than that of turns had no more than a tenth of the time.</summary>
    public static bool IsSingle(IReadOnlyCollection<TurnReading> turns) =>
        turns.Sum(turn => turn.ProcessCpuNanoseconds - turn.ThreadCpuNanoseconds) <= Tolerance * turns.Sum(turn => turn.Nanoseconds);
}
