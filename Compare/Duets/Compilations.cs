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

    // Where an invocation is that long, what takes its time is called often in the first one already, or is a loop, which is replaced while
    // it runs. What is compiled later is the code around it, at less than a millisecond a method on another thread, and many methods
    // at the same call. Such a turn is slower, and the lower quartile of the turns leaves it out.
    private const double LongTurnNanoseconds = 20e6;
    private const double NanosecondsPerMethod = 20e6;
    private const double MostDisturbed = 1 / 3.0;

    /// <summary>
    /// Counts the methods that were compiled during turns and matter; 0 where each invocation compiled as many as any other, because that
    /// is the work of the benchmark, and the next turns will do it too.
    /// </summary>
    public static long Count(ImmutableArray<CompilingTurn> turns) =>
        IsWork(turns) || IsHarmless(turns) ? 0 : turns.Sum(turn => turn.Methods);

    private static bool IsWork(ImmutableArray<CompilingTurn> turns) =>
        turns is [{ Methods: > 0 } first, ..]
        && turns.Length >= FewestTurns
        && turns.All(turn => turn.Methods * first.Invocations == first.Methods * turn.Invocations);

    private static bool IsHarmless(ImmutableArray<CompilingTurn> turns) =>
        turns.All(turn => turn.Nanoseconds >= LongTurnNanoseconds)
        && turns.Count(turn => turn.Methods * NanosecondsPerMethod > turn.Nanoseconds) <= MostDisturbed * turns.Length;
}
