namespace ConcurrencyBench.Analysis.Gating.Bisecting;

/// <summary>Adds probabilities that are given by their logarithms.</summary>
internal static class LogSum
{
    /// <returns>ln Σ exp; −∞ for none.</returns>
    public static double Compute(ReadOnlySpan<double> logs)
    {
        double largest = double.NegativeInfinity;
        foreach (double log in logs)
        {
            largest = Math.Max(largest, log);
        }

        if (double.IsNegativeInfinity(largest))
        {
            return largest;
        }

        double sum = 0;
        foreach (double log in logs)
        {
            sum += Math.Exp(log - largest);
        }

        return largest + Math.Log(sum);
    }
}
