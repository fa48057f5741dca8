using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>Says from its processor times where a benchmark does its work.</summary>
/// <remarks>Turns in which methods were compiled count only where there is no other: a thread of the runtime compiles.</remarks>
internal static class Threads
{
    // Clocks are read one after the other, and the runtime has a little work of its own.
    private const double Tolerance = 0.1;

    // What shares its core with one other process still has a half of it.
    private const double LeastBusy = 0.25;

    /// <summary>True when other threads than that of turns did no more than a tenth of the work.</summary>
    public static bool IsSingle(IReadOnlyCollection<TurnReading> turns)
    {
        IReadOnlyCollection<TurnReading> used = SelectQuiet(turns);
        return used.Sum(turn => turn.ProcessCpuNanoseconds - turn.ThreadCpuNanoseconds)
            <= Tolerance * used.Sum(turn => turn.ProcessCpuNanoseconds);
    }

    /// <summary>True when the process was off the processors for more than three quarters of the time.</summary>
    /// <remarks>It may wait for processes that it starts, which are bound to the cores of the thread that starts them.</remarks>
    public static bool Wait(IReadOnlyCollection<TurnReading> turns)
    {
        IReadOnlyCollection<TurnReading> used = SelectQuiet(turns);
        return used.Sum(turn => turn.ProcessCpuNanoseconds) < LeastBusy * used.Sum(turn => turn.Nanoseconds);
    }

    private static IReadOnlyCollection<TurnReading> SelectQuiet(IReadOnlyCollection<TurnReading> turns)
    {
        TurnReading[] quiet = [.. turns.Where(turn => turn.CompiledMethods == 0)];
        return quiet is [] ? turns : quiet;
    }
}
