namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>PLINQ with its default for ranges: every worker gets a contiguous part before the start.</summary>
internal sealed class PlinqModel(ModelOptions options) : InProcessModel
{
    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        ParallelEnumerable.Range(0, run.Count).WithDegreeOfParallelism(options.Workers).ForAll(run.Run);
        return ValueTask.CompletedTask;
    }
}
