namespace ConcurrencyBench.Core.Models;

/// <summary>The way in which a library gives items to idle workers. It matters where items differ much in cost.</summary>
public enum HandOut
{
    /// <summary>One item at a time, in order.</summary>
    OneByOne,

    /// <summary>
    /// Chunks that grow with each worker from 1 to 128 items, in order: a load-balancing partitioner of an array of int, 512 bytes a chunk.
    /// </summary>
    GrowingChunks,

    /// <summary>
    /// A share of the items for each worker, taken in chunks that grow from 1 to 16 items; who is done helps with the next share:
    /// <c>Parallel.For</c>.
    /// </summary>
    GrowingChunksOfShares,

    /// <summary>Chunks of a fixed size, in order: a quarter of a worker's share of the items.</summary>
    FixedChunks,

    /// <summary>Contiguous slices, of which the first are longer by one where they cannot be equal: PLINQ on a range.</summary>
    LongSlicesFirst,
}
