using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Engines.Cluster.Items;

/// <summary>Cuts a run into messages of consecutive items, which get smaller towards its end.</summary>
/// <remarks>
/// Half of what is left for each worker, as in guided self-scheduling (Polychronopoulos and Kuck, IEEE Transactions on Computers C-36(12),
/// 1987): few messages, and workers that end almost together.
/// </remarks>
internal static class MessageCut
{
    // Below this part of a worker's share the wait at the end is as short as what a message costs.
    private const double Smallest = 1.0 / 64;

    /// <param name="items">The items.</param>
    /// <param name="workers">The workers, one or more.</param>
    /// <param name="largest">The most that a message holds, of a worker's share of the run, above 0. An item is never cut.</param>
    /// <returns>The first item of each message and the number of its items; together all items in order.</returns>
    public static ImmutableArray<(int First, int Count)> Cut(IReadOnlyList<WorkItem> items, int workers, double largest)
    {
        double left = items.Sum(item => (double)item.Candidates.Length);
        double share = left / workers;
        ImmutableArray<(int, int)>.Builder messages = ImmutableArray.CreateBuilder<(int, int)>();
        for (int first = 0; first < items.Count; first += messages[^1].Item2)
        {
            double most = Math.Min(largest * share, Math.Max(Smallest * share, left / workers / 2));
            (int count, double length) = Take(items, first, most);
            messages.Add((first, count));
            left -= length;
        }

        return messages.DrainToImmutable();
    }

    private static (int Count, double Length) Take(IReadOnlyList<WorkItem> items, int first, double most)
    {
        int next = first + 1;
        double length = items[first].Candidates.Length;
        while (next < items.Count && length + items[next].Candidates.Length <= most)
        {
            length += items[next++].Candidates.Length;
        }

        return (next - first, length);
    }
}
