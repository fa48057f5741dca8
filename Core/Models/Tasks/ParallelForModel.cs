namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>Parallel.For with P as the maximum degree of parallelism.</summary>
internal sealed class ParallelForModel(ModelOptions options) : InProcessModel
{
    private readonly ParallelOptions _parallelOptions = new() { MaxDegreeOfParallelism = options.Workers };

    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        Parallel.For(0, run.Count, _parallelOptions, run.Run);
        return ValueTask.CompletedTask;
    }
}
