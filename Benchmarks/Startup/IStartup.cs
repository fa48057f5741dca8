namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>Something that is started with nothing to do, and ended; or that is there already and is asked to do nothing.</summary>
internal interface IStartup : IDisposable
{
    /// <summary>Once.</summary>
    /// <returns>The number of its parts that ran: threads, tasks or processes.</returns>
    ValueTask<int> RunAsync();
}
