namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>
/// Controls the probability that any call of a whole run is false, however the benchmarks depend on each other (Holm 1979,
/// Scandinavian Journal of Statistics 6).
/// </summary>
internal static class Holm
{
    /// <returns>
    /// Adjusted p-values in the order given: max over j ≤ rank of (m + 1 − j)·p₍ⱼ₎, at most 1. Those at most the level
    /// are the ones rejected.
    /// </returns>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        int[] ascending = [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
        double[] adjusted = new double[pValues.Count];
        double highest = 0;
        for (int i = 0; i < ascending.Length; i++)
        {
            highest = Math.Max(highest, Math.Min(1, pValues[ascending[i]] * (ascending.Length - i)));
            adjusted[ascending[i]] = highest;
        }

        return adjusted;
    }
}
