using System.Collections.Concurrent;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Timelines;

/// <summary>Records the searches of this process; for worker processes see <see cref="WorkerTimeline"/>.</summary>
/// <remarks>
/// A kernel that records its calls stands in for the real one, so that no model knows of it: every model, also one that is
/// added later, has a timeline, and runs that are not recorded use the same code.
/// </remarks>
public sealed class TimelineRecorder
{
    private readonly ConcurrentQueue<TimelineEvent> _events = new();

    /// <summary>The events of this process so far.</summary>
    public ImmutableArray<TimelineEvent> Events => [.. _events];

    /// <returns>The item with a kernel that records its calls.</returns>
    public WorkItem Record(WorkItem item) => item with { Kernel = new RecordingKernel(item.Kernel, _events) };
}
