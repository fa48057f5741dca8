namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>Threads with nothing to do, started one after the other and then joined.</summary>
/// <param name="count">The number of threads.</param>
/// <param name="stackBytes">The size of a stack, 0 for the default.</param>
internal sealed class EmptyThreads(int count, int stackBytes) : IStartup
{
    private int _ran;

    public ValueTask<int> RunAsync()
    {
        _ran = 0;
        Thread[] threads = new Thread[count];
        for (int index = 0; index < count; index++)
        {
            threads[index] = new Thread(() => Interlocked.Increment(ref _ran), stackBytes);
            threads[index].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return new(_ran);
    }

    public void Dispose()
    {
        // Every thread was joined.
    }
}
