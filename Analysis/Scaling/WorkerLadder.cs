namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>The numbers of workers that a scaling run measures.</summary>
internal static class WorkerLadder
{
    // Each count is ten benchmarks of ten seconds or so.
    private const int MostCounts = 12;

    /// <returns>Ascending, from 1 to twice the cores, with the cores among them: all of them where those are few, and otherwise
    /// the first four, where efficiency is lost first, and parts and multiples of the cores.</returns>
    /// <param name="cores">The cores that this process may use, 1 or more.</param>
    /// <param name="maxWorkers">The most workers that a model takes.</param>
    public static ImmutableArray<int> ChooseCounts(int cores, int maxWorkers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cores);
        int most = Math.Min(2 * cores, maxWorkers);
        IEnumerable<int> counts =
            most <= MostCounts
                ? Enumerable.Range(1, most)
                : [1, 2, 3, 4, cores / 8, cores / 4, cores / 2, cores * 3 / 4, cores, Math.Min(cores * 3 / 2, most), most];
        return [.. counts.Where(count => count > 0).Distinct().Order()];
    }
}
