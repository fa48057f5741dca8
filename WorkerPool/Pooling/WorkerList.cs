using System.Diagnostics.CodeAnalysis;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The workers of a pool by their ids, which ascend. The pool goes through all of them with each event.</summary>
internal sealed class WorkerList
{
    private readonly Dictionary<int, WorkerState> _byId = [];

    public int Count => Values.Count;

    /// <summary>The workers in the order in which they were added.</summary>
    public List<WorkerState> Values { get; } = [];

    public void Add(WorkerState worker)
    {
        _byId.Add(worker.Id, worker);
        Values.Add(worker);
    }

    public bool TryGetValue(int id, [MaybeNullWhen(false)] out WorkerState worker) => _byId.TryGetValue(id, out worker);

    public bool Remove(int id, [MaybeNullWhen(false)] out WorkerState worker) => _byId.Remove(id, out worker) && Values.Remove(worker);
}
