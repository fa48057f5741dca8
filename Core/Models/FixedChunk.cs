namespace ConcurrencyBench.Core.Models;

/// <summary>The chunks of <see cref="HandOut.FixedChunks"/>.</summary>
internal static class FixedChunk
{
    // As many as make the last one short beside the whole, and the hand-out cheap.
    private const int ChunksOfAWorker = 4;

    /// <returns>The number of items in a chunk, 1 or more: a quarter of a worker's share.</returns>
    public static int GetSize(int count, int workers) => Math.Max(1, count / (ChunksOfAWorker * workers));
}
