using ConcurrencyBench.Analysis.Timelines;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>The largest part of a workload: kept whole, the others wait for it.</summary>
/// <param name="Name">The item.</param>
/// <param name="Share">Its share of all units of work, 0..1.</param>
internal readonly record struct LargestItem(string Name, double Share)
{
    // Who waits for less waits for something else.
    private const double LeastShare = 0.3;

    /// <returns>Null where runs differ in what they did, something was searched twice, or nothing is large.</returns>
    public static LargestItem? Find(TraceRun[] runs)
    {
        SortedDictionary<string, double>?[] works = [.. runs.Select(MeasureItems)];
        if (works[0] is not { } work || works.Any(other => other is null || !other.SequenceEqual(work)))
        {
            return null;
        }

        (string name, double units) = work.MaxBy(item => item.Value);
        double share = units / work.Values.Sum();
        return share is > LeastShare and < 1 ? new LargestItem(name, share) : null;
    }

    // The units of each item. Two slices with a unit in common mean that the item was done twice: then it is several items.
    private static SortedDictionary<string, double>? MeasureItems(TraceRun run)
    {
        SortedDictionary<string, double> work = new(StringComparer.Ordinal);
        foreach (IGrouping<string, TraceSlice> item in run.Slices.GroupBy(slice => slice.Name))
        {
            TraceRange[] ranges = [.. item.Select(slice => slice.Units).OfType<TraceRange>().OrderBy(range => range.First)];
            if (ranges.Length < item.Count() || ranges.Zip(ranges.Skip(1)).Any(pair => pair.Second.First <= pair.First.Last))
            {
                return null;
            }

            work.Add(item.Key, ranges.Sum(range => range.Count));
        }

        return work;
    }
}
