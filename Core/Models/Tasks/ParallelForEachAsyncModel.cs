namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>Parallel.ForEachAsync with P as the maximum degree of parallelism.</summary>
internal sealed class ParallelForEachAsyncModel(ModelOptions options) : InProcessModel
{
    private readonly ParallelOptions _parallelOptions = new() { MaxDegreeOfParallelism = options.Workers };

    protected override async ValueTask RunItemsAsync(ItemRun run) =>
        await Parallel
            .ForEachAsync(
                Enumerable.Range(0, run.Count),
                _parallelOptions,
                (index, _) =>
                {
                    run.Run(index);
                    return ValueTask.CompletedTask;
                }
            )
            .ConfigureAwait(false);
}
