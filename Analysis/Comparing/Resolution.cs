namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>
/// The resolution of one launch. It subtracts one empty loop, whose own noise is a part of a nanosecond: all of the noise of what takes
/// no longer.
/// </summary>
internal static class Resolution
{
    /// <param name="logNanoseconds">ln of a time.</param>
    /// <returns>How many times as noisy as a long time it is: √(1 + (1 ns ÷ t)²), 1 and up.</returns>
    public static double ComputeScale(double logNanoseconds) => Math.Sqrt(1 + Math.Exp(-2 * logNanoseconds));
}
