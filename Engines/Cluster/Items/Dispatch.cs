using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Engines.Cluster.Items;

/// <summary>The way in which the items of a run are dealt out to workers.</summary>
/// <param name="LargestMessage">The most that a message holds, of a worker's share of the run: above 0, 1 at most.</param>
/// <param name="Prefetch">The messages that a host holds for each of its workers, of which one runs.</param>
internal sealed record Dispatch(double LargestMessage, int Prefetch)
{
    /// <summary>
    /// Of items of any length. A message costs some tenths of a millisecond to a millisecond, and no item waits behind a long one.
    /// </summary>
    public static readonly Dispatch Items = new(LargestMessage: 1.0 / 4, Prefetch: 1);

    /// <summary>
    /// Of ranges, whose lengths are known: one may wait at a host while another runs there, so that no worker waits for its next message,
    /// and the first ones may be large.
    /// </summary>
    public static readonly Dispatch Ranges = new(LargestMessage: 1.0 / 2, Prefetch: 2);

    /// <returns>The messages of a run: the first item of each and the number of its items; together all items in order.</returns>
    /// <param name="items">The items.</param>
    /// <param name="workers">The workers that the run may use, one or more.</param>
    public ImmutableArray<(int First, int Count)> Cut(IReadOnlyList<WorkItem> items, int workers) =>
        MessageCut.Cut(items, workers, LargestMessage);
}
