using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The shortest time that can be told from that of an empty loop.</summary>
internal static class MeasurableTime
{
    /// <summary>
    /// The shortest time, in nanoseconds per operation. A core of 5 GHz retires at most six instructions in a cycle of 0.2 ns. So code
    /// that takes less than 0.1 ns, without its empty loop, has been removed by the compiler or hides in the loop.
    /// </summary>
    public const double Floor = 0.1;

    /// <returns>The time without the empty loop; the floor where less is left.</returns>
    public static double Subtract(double emptyLoop, double nanoseconds) => Math.Max(Floor, nanoseconds - emptyLoop);

    /// <returns>True where the median of a launch's iterations is above the floor.</returns>
    public static bool IsMeasurable(ImmutableArray<double> nanoseconds) => nanoseconds.Median() > Floor;
}
