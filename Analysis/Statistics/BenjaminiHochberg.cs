namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>Controls how many of the calls of a whole comparison are false (Benjamini and Hochberg 1995, JRSS B 57).</summary>
internal static class BenjaminiHochberg
{
    /// <returns>Adjusted p-values in the order given: min over j ≥ rank of m·p₍ⱼ₎ ÷ j, at most 1.</returns>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        int[] descending = [.. Enumerable.Range(0, pValues.Count).OrderByDescending(i => pValues[i])];
        double[] adjusted = new double[pValues.Count];
        double lowest = 1;
        for (int i = 0; i < descending.Length; i++)
        {
            int rank = descending.Length - i;
            lowest = Math.Min(lowest, pValues[descending[i]] * descending.Length / rank);
            adjusted[descending[i]] = lowest;
        }

        return adjusted;
    }
}
