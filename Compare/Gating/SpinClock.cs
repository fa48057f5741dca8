using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Times a fixed amount of arithmetic. The time changes with the clock of the processor, and not with the programs.</summary>
internal static class SpinClock
{
    // A third of a millisecond: long against the timer, short against a launch.
    private const int Steps = 200_000;
    private const int Repeats = 5;

    /// <returns>The shortest of a few repeats, so that an interruption does not look like a change of the clock.</returns>
    public static double MeasureNanoseconds()
    {
        double shortest = double.PositiveInfinity;
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            s_sink = Spin(s_sink);
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return shortest;
    }

    private static ulong s_sink = 1;

    // Each step needs the one before: nothing to reorder or to make wider. Compiled once and for all, so that it never changes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static ulong Spin(ulong value)
    {
        for (int i = 0; i < Steps; i++)
        {
            value = (value * 6364136223846793005) + 1442695040888963407; // Knuth's linear congruential generator
        }

        return value;
    }
}
