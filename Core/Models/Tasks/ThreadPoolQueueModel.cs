namespace ConcurrencyBench.Core.Models.Tasks;

/// <summary>An entry of the thread pool's queue for each item, without a task; the pool decides how many run at once.</summary>
internal sealed class ThreadPoolQueueModel : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        if (run.Count == 0)
        {
            return;
        }

        State state = new(run);
        for (int index = 0; index < run.Count; index++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(new Entry(state, index), preferLocal: false);
        }

        await state.AllDone.Task.ConfigureAwait(false);
    }

    private sealed class State(ItemRun run)
    {
        private int _left = run.Count;

        public TaskCompletionSource AllDone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run(int index)
        {
            run.Run(index);
            if (Interlocked.Decrement(ref _left) == 0)
            {
                AllDone.SetResult();
            }
        }
    }

    private sealed class Entry(State state, int index) : IThreadPoolWorkItem
    {
        public void Execute() => state.Run(index);
    }
}
