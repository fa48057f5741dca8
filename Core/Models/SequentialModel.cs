namespace ConcurrencyBench.Core.Models;

/// <summary>One item after the other on the caller's thread.</summary>
internal sealed class SequentialModel : InProcessModel
{
    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        for (int index = 0; index < run.Count; index++)
        {
            run.Run(index);
        }

        return ValueTask.CompletedTask;
    }
}
