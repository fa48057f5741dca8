using System.Collections.Concurrent;

namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>Parallel.ForEach over chunks of a fixed size, which an idle worker takes one at a time.</summary>
internal sealed class ChunkPartitionerModel(ModelOptions options) : InProcessModel
{
    private readonly ParallelOptions _parallelOptions = new() { MaxDegreeOfParallelism = options.Workers };

    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        if (run.Count > 0)
        {
            int size = FixedChunk.GetSize(run.Count, options.Workers);
            Parallel.ForEach(Partitioner.Create(0, run.Count, size), _parallelOptions, chunk => RunChunk(run, chunk));
        }

        return ValueTask.CompletedTask;
    }

    private static void RunChunk(ItemRun run, Tuple<int, int> chunk)
    {
        for (int index = chunk.Item1; index < chunk.Item2; index++)
        {
            run.Run(index);
        }
    }
}
