namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>
/// Controls the probability that any call of a whole run is false, however the benchmarks depend on each other (Holm 1979,
/// Scandinavian Journal of Statistics 6).
/// </summary>
internal static class Holm
{
    /// <param name="pValues">0 to 1.</param>
    /// <param name="others">Further p-values that are not known: each counts as one that is larger than all of these.</param>
    /// <returns>
    /// Adjusted p-values in the order given: max over j ≤ rank of (m + 1 − j)·p₍ⱼ₎, at most 1, where m counts the others too. Those at most
    /// the level are the ones rejected.
    /// </returns>
    public static double[] Adjust(IReadOnlyList<double> pValues, int others = 0)
    {
        int[] ascending = [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
        double[] adjusted = new double[pValues.Count];
        double highest = 0;
        for (int i = 0; i < ascending.Length; i++)
        {
            highest = Math.Max(highest, Math.Min(1, pValues[ascending[i]] * (ascending.Length + others - i)));
            adjusted[ascending[i]] = highest;
        }

        return adjusted;
    }
}
