using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>Cuts a run into messages of consecutive items.</summary>
internal static class MessageCut
{
    /// <param name="items">The items.</param>
    /// <param name="wanted">The messages that are wanted, one or more.</param>
    /// <returns>The first item of each message and the number of its items; together all items in order.</returns>
    public static ImmutableArray<(int First, int Count)> Cut(ImmutableArray<WorkItem> items, int wanted)
    {
        double most = items.Sum(item => (double)item.Candidates.Length) / wanted;
        ImmutableArray<(int, int)>.Builder messages = ImmutableArray.CreateBuilder<(int, int)>();
        int first = 0;
        double length = 0;
        for (int index = 0; index < items.Length; index++)
        {
            length += items[index].Candidates.Length;
            if (index > first && length > most)
            {
                messages.Add((first, index - first));
                (first, length) = (index, items[index].Candidates.Length);
            }
        }

        if (first < items.Length)
        {
            messages.Add((first, items.Length - first));
        }

        return messages.DrainToImmutable();
    }
}
