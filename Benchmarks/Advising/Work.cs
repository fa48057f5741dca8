namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>A user's work, as the adviser sees it.</summary>
/// <param name="ItemNanoseconds">The time of each item on a core of its own, in the order of giving out; one at least.</param>
/// <param name="CanBeCut">True where an item can be cut into parts that run on several workers.</param>
/// <param name="Source">Where the costs come from, for the reader.</param>
internal sealed record Work(ImmutableArray<double> ItemNanoseconds, bool CanBeCut, string Source)
{
    // As WorkPlan cuts numbers for the range rows.
    private const int PartsPerWorker = 64;

    // Below this a part costs less than handing it over: the shortest range of WorkPlan takes about as long.
    private const double ShortestPartNanoseconds = 20_000;

    /// <summary>The parts that the work was really cut into; null where the adviser cuts it itself.</summary>
    public ImmutableArray<double>? Parts { get; init; }

    /// <summary>How much longer an item takes when every core runs one: shared memory, caches and clock. 1 where it is not known.</summary>
    public double SharingFactor { get; init; } = 1;

    /// <summary>The processor time of the measured program ÷ its running time; null where it was not measured.</summary>
    public double? BusyShare { get; init; }

    /// <summary>All items one after the other.</summary>
    public double TotalNanoseconds => ItemNanoseconds.Sum();

    /// <summary>The largest item.</summary>
    public double LargestNanoseconds => ItemNanoseconds.Max();

    /// <returns>The parts that a model which cuts items runs.</returns>
    public ImmutableArray<double> CutFor(int workers) => Parts ?? Cut(workers, PartsPerWorker, ShortestPartNanoseconds);

    /// <returns>The items cut into equal parts: a number for each worker if all of the work were one item.</returns>
    /// <param name="workers">The number of workers.</param>
    /// <param name="partsPerWorker">The number of parts for each.</param>
    /// <param name="shortest">No part of several is much shorter than this, in nanoseconds.</param>
    public ImmutableArray<double> Cut(int workers, int partsPerWorker, double shortest = 0)
    {
        double length = Math.Max(shortest, TotalNanoseconds / ((double)workers * partsPerWorker));
        return [.. ItemNanoseconds.SelectMany(item => Enumerable.Repeat(item / PartsOf(item, length), PartsOf(item, length)))];
    }

    /// <returns>The items joined to chunks of consecutive ones.</returns>
    public ImmutableArray<double> Join(int itemsPerChunk) => [.. ItemNanoseconds.Chunk(itemsPerChunk).Select(chunk => chunk.Sum())];

    private static int PartsOf(double item, double length) => length <= 0 ? 1 : (int)Math.Max(1, Math.Ceiling(item / length));
}
