namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>While it lives, the thread pool of this process has the width of a benchmark's workers.</summary>
/// <remarks>
/// The pool starts one thread a core at once and more only every half second, so that models on it would never run more items
/// at once than there are cores. And a model without a degree of its own would use every core with one worker as well.
/// </remarks>
internal sealed class PoolWidth : IDisposable
{
    private readonly (int Workers, int Completion) _minimum;
    private readonly (int Workers, int Completion) _maximum;

    private PoolWidth()
    {
        ThreadPool.GetMinThreads(out _minimum.Workers, out _minimum.Completion);
        ThreadPool.GetMaxThreads(out _maximum.Workers, out _maximum.Completion);
    }

    /// <summary>At least so many threads start at once.</summary>
    public static PoolWidth AtLeast(int workers)
    {
        PoolWidth width = new();
        Require(ThreadPool.SetMinThreads(Math.Max(workers, width._minimum.Workers), width._minimum.Completion));
        return width;
    }

    /// <summary>Exactly so many threads.</summary>
    public static PoolWidth Exactly(int workers)
    {
        PoolWidth width = new();
        Require(ThreadPool.SetMinThreads(workers, width._minimum.Completion));
        Require(ThreadPool.SetMaxThreads(workers, width._maximum.Completion));
        return width;
    }

    public void Dispose()
    {
        // The largest first: neither call takes a minimum above the maximum.
        ThreadPool.SetMaxThreads(_maximum.Workers, _maximum.Completion);
        ThreadPool.SetMinThreads(_minimum.Workers, _minimum.Completion);
    }

    // A figure for another width than it says would be a wrong figure.
    private static void Require(bool isDone)
    {
        if (!isDone)
        {
            throw new InvalidOperationException("The thread pool does not take the benchmark's width.");
        }
    }
}
