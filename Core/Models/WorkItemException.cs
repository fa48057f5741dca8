using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>An item of a run failed; <see cref="Exception.InnerException"/> is what it threw.</summary>
public sealed class WorkItemException : Exception
{
    /// <param name="index">The item's index in the run.</param>
    /// <param name="item">The item that failed.</param>
    /// <param name="innerException">The exception that it threw.</param>
    public WorkItemException(int index, WorkItem item, Exception innerException)
        : base($"Item {index} failed ({item}): {innerException?.Message}", innerException)
    {
        Index = index;
        Item = item;
    }

    /// <summary>The item's index in the run.</summary>
    public int Index { get; }

    /// <summary>The item that failed.</summary>
    public WorkItem Item { get; }
}
