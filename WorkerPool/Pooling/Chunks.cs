namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The number of waiting jobs that an idle worker gets: (waiting jobs, workers of the pool) → 1 or more.</summary>
internal delegate int ChunkPolicy(int waiting, int workers);

/// <summary>Ways to give out jobs.</summary>
internal static class Chunks
{
    /// <summary>One at a time.</summary>
    public static int One(int waiting, int workers) => 1;

    /// <summary>All to the first idle worker.</summary>
    public static int All(int waiting, int workers) => waiting;

    // Beyond this, a chunk only takes memory.
    private const int MostGuided = 1024;

    /// <summary>
    /// A quarter of a worker's share of what waits. The first chunk is that of Python's Pool.map; later ones shrink to one,
    /// so that the workers end together (guided self-scheduling, Polychronopoulos and Kuck 1987).
    /// </summary>
    public static int Guided(int waiting, int workers) => Math.Clamp(waiting / (4 * workers), 1, MostGuided);
}
