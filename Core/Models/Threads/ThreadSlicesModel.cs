namespace ConcurrencyBench.Core.Models.Threads;

/// <summary>P threads, each with a contiguous slice of the items fixed before the start: it shows the price of imbalance.</summary>
internal sealed class ThreadSlicesModel(ModelOptions options) : InProcessModel
{
    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        int slices = Math.Min(options.Workers, run.Count);
        JoinedThreads.Run(
            slices,
            slice =>
            {
                int end = Boundary(slice + 1, slices, run.Count);
                for (int index = Boundary(slice, slices, run.Count); index < end; index++)
                {
                    run.Run(index);
                }
            }
        );
        return ValueTask.CompletedTask;
    }

    private static int Boundary(int slice, int slices, int count) => (int)((long)count * slice / slices);
}
