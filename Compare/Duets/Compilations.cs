namespace ConcurrencyBench.Compare.Duets;

/// <summary>A turn in which methods were compiled.</summary>
/// <param name="Methods">Their number.</param>
/// <param name="Invocations">Of the turn.</param>
/// <param name="Nanoseconds">Of the turn.</param>
internal readonly record struct CompilingTurn(long Methods, long Invocations, double Nanoseconds);

/// <summary>Tells the compilation of a benchmark's code from what does not matter to its time.</summary>
internal static class Compilations
{
    private const int FewestTurns = 3;

    // A long turn has called often what takes its time. What is compiled later are methods of the runtime around it, at about a
    // millisecond each on another thread: one in 100 ms does not change the time.
    private const double LongTurnNanoseconds = 20e6;
    private const double NanosecondsPerMethod = 100e6;

    /// <summary>
    /// Counts the methods that were compiled during turns and matter; 0 where each invocation compiled as many as any other, because that
    /// is the work of the benchmark, and the next turns will do it too.
    /// </summary>
    public static long Count(ImmutableArray<CompilingTurn> turns)
    {
        long methods = turns.Sum(turn => turn.Methods);
        return IsWork(turns) || methods <= CountHarmless(turns) ? 0 : methods;
    }

    private static bool IsWork(ImmutableArray<CompilingTurn> turns) =>
        turns is [{ Methods: > 0 } first, ..]
        && turns.Length >= FewestTurns
        && turns.All(turn => turn.Methods * first.Invocations == first.Methods * turn.Invocations);

    private static double CountHarmless(ImmutableArray<CompilingTurn> turns) =>
        turns.All(turn => turn.Nanoseconds >= LongTurnNanoseconds) ? turns.Sum(turn => turn.Nanoseconds) / NanosecondsPerMethod : 0;
}
