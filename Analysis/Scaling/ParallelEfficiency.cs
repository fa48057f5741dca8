namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>The share of what a schedule could gain at best that a model does gain.</summary>
internal static class ParallelEfficiency
{
    /// <param name="speedup">Times as fast as the baseline.</param>
    /// <param name="bound">The most that the schedule allows.</param>
    /// <returns>1 where the bound is reached; above 1 by noise alone. Null where either is not known.</returns>
    public static double? Compute(double? speedup, double? bound) => bound > 0 ? speedup / bound : null;
}
