using System.Collections.Concurrent;

namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>PLINQ over a load-balancing partitioner: the workers take chunks as they become free.</summary>
internal sealed class PlinqBalancedModel(ModelOptions options) : InProcessModel
{
    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        int[] indices = [.. Enumerable.Range(0, run.Count)];
        Partitioner.Create(indices, loadBalance: true).AsParallel().WithDegreeOfParallelism(options.Workers).ForAll(run.Run);
        return ValueTask.CompletedTask;
    }
}
