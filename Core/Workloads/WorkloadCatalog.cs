namespace ConcurrencyBench.Core.Workloads;

/// <summary>The workloads of the suite. All need about 91.6 million candidates of trial division, so only their shape differs.</summary>
public static class WorkloadCatalog
{
    /// <summary>The article's numbers: one of the four is 58 % of the work.</summary>
    public static Workload Article { get; } =
        new("article", "the article's four numbers; the first is 58 % of the work", [53_541_233, 21_235_343, 11_421_443, 5_423_123]);

    /// <summary>Every workload, the default first.</summary>
    public static ImmutableArray<Workload> All { get; } =
    [
        Article,
        new("balanced", "8 numbers alike", [.. Consecutive(11_452_639, 8)]),
        // The giant comes last: a model that hands the items out in order has nothing left to run beside it.
        new("skewed", "31 small numbers, then one that is half of the work", [.. Consecutive(1_477_745, 31), 45_810_582]),
        new("single", "one number: only ranges can share it", [91_621_142]),
        new("many-small", "4,096 small numbers: what an item costs shows", [.. Consecutive(20_321, 4_096)]),
    ];

    /// <returns>The workload with that id, or null.</returns>
    public static Workload? Find(string id) => All.FirstOrDefault(workload => workload.Id == id);

    private static IEnumerable<long> Consecutive(long first, int count) => Enumerable.Range(0, count).Select(offset => first + offset);
}
