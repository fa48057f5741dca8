namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>Tasks with nothing to do, each awaited before the next one starts.</summary>
/// <param name="count">The number of tasks.</param>
internal sealed class EmptyTasks(int count) : IStartup
{
    private int _ran;

    public async ValueTask<int> RunAsync()
    {
        _ran = 0;
        for (int index = 0; index < count; index++)
        {
            await Task.Run(() => _ran++).ConfigureAwait(false);
        }

        return _ran;
    }

    public void Dispose()
    {
        // The pool belongs to the process.
    }
}
