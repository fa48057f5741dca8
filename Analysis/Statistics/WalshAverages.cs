namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>
/// The averages of every two differences, each with itself too. As many of them are above 0 as the signed-rank sum says
/// (Tukey 1949), so an interval made of them is the test turned round: the two cannot disagree, not even with ties.
/// </summary>
internal static class WalshAverages
{
    /// <returns>n(n+1)/2 of them, ascending.</returns>
    public static double[] ComputeSorted(IReadOnlyList<double> differences)
    {
        double[] averages = [.. Compute(differences)];
        Array.Sort(averages);
        return averages;
    }

    /// <returns>n(n+1)/2 of them, in no order.</returns>
    public static IEnumerable<double> Compute(IReadOnlyList<double> differences) =>
        from i in Enumerable.Range(0, differences.Count)
        from j in Enumerable.Range(0, i + 1)
        select (differences[i] + differences[j]) / 2;
}
