using System.Threading.Tasks.Dataflow;

namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>A TransformBlock that runs P items at once and hands the answers out in order.</summary>
internal sealed class DataflowModel(ModelOptions options) : InProcessModel
{
    private readonly ExecutionDataflowBlockOptions _blockOptions = new() { MaxDegreeOfParallelism = options.Workers };

    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        TransformBlock<int, long[]?> block = new(run.TryRun, _blockOptions);
        for (int index = 0; index < run.Count; index++)
        {
            block.Post(index);
        }

        block.Complete();
        for (int index = 0; index < run.Count; index++)
        {
            run.Keep(index, await block.ReceiveAsync().ConfigureAwait(false));
        }

        await block.Completion.ConfigureAwait(false);
    }
}
