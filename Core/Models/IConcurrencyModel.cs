using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>A way to run items concurrently. One run at a time; a model can be run again and again until it is disposed.</summary>
public interface IConcurrencyModel : IAsyncDisposable
{
    /// <summary>Runs every item exactly once. Models that own threads block the caller until those have ended.</summary>
    /// <param name="items">The items; may be empty.</param>
    /// <param name="cancellationToken">Ends the run within a few milliseconds.</param>
    /// <returns>Result i belongs to items[i].</returns>
    /// <exception cref="WorkItemException">An item failed; of several, the one with the lowest index. Nothing still runs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. Nothing still runs.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    ValueTask<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken);
}
