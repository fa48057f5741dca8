using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>Says from its processor times whether a benchmark does its work on one thread.</summary>
internal static class Threads
{
    // Clocks are read one after the other, and the runtime has a little work of its own.
    private const double Tolerance = 0.1;

    /// <summary>True when other threads than that of turns did no more than a tenth of the work.</summary>
    /// <remarks>Turns in which methods were compiled count only where there is no other: a thread of the runtime compiles.</remarks>
    public static bool IsSingle(IReadOnlyCollection<TurnReading> turns)
    {
        TurnReading[] quiet = [.. turns.Where(turn => turn.CompiledMethods == 0)];
        IReadOnlyCollection<TurnReading> used = quiet is [] ? turns : quiet;
        return used.Sum(turn => turn.ProcessCpuNanoseconds - turn.ThreadCpuNanoseconds)
            <= Tolerance * used.Sum(turn => turn.ProcessCpuNanoseconds);
    }
}
