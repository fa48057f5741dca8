using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Engines.Cluster.Items;

/// <summary>
/// The answers of one run on a cluster, where an item can be answered more than once or not at all: each is kept once, and it is known
/// which ones are missing.
/// </summary>
/// <remarks>
/// After a failure the items before it are still waited for, those behind it are not: the item that is reported is the one at which a
/// sequential loop would have stopped. Safe for many threads.
/// </remarks>
/// <param name="items">The items, one or more.</param>
internal sealed class ClusterRun(ImmutableArray<WorkItem> items)
{
    private readonly Lock _lock = new();
    private readonly long[]?[] _answers = new long[items.Length][];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next; // All before it are answered.
    private int _failedIndex = items.Length;
    private Exception? _failure;
    private int _duplicates;

    /// <summary>The items; an index is the item's place here.</summary>
    public ImmutableArray<WorkItem> Items => items;

    /// <summary>The number of answers that came for items which had one.</summary>
    public int Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>Completes when no further answer is wanted.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Keeps what came as the answer of an item: <see cref="ItemWire.DecodeAnswer"/> reads it.</summary>
    /// <returns>False where the item had one already.</returns>
    public bool TryKeep(int index, ReadOnlySpan<byte> answer)
    {
        try
        {
            return TryKeep(index, ItemWire.DecodeAnswer(answer));
        }
#pragma warning disable CA1031 // Of whatever kind, it is the item's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return TryFail(index, exception);
        }
    }

    /// <summary>Keeps the answer of an item.</summary>
    /// <returns>False where the item had one already.</returns>
    public bool TryKeep(int index, long[] divisors)
    {
        lock (_lock)
        {
            if (HasAnswer(index))
            {
                _duplicates++;
                return false;
            }

            _answers[index] = divisors;
            EndWhenComplete();
            return true;
        }
    }

    /// <summary>Keeps the failure of an item.</summary>
    /// <returns>False where the item had an answer already.</returns>
    public bool TryFail(int index, Exception failure)
    {
        lock (_lock)
        {
            if (HasAnswer(index))
            {
                _duplicates++;
                return false;
            }

            if (index < _failedIndex)
            {
                (_failedIndex, _failure) = (index, failure);
            }

            EndWhenComplete();
            return true;
        }
    }

    /// <returns>True while an answer of the item is waited for.</returns>
    public bool IsWanted(int index)
    {
        lock (_lock)
        {
            return index < _failedIndex && _answers[index] is null;
        }
    }

    /// <returns>The items whose answers are waited for, in their order.</returns>
    public ImmutableArray<int> FindWanted()
    {
        lock (_lock)
        {
            return [.. Enumerable.Range(_next, Math.Max(0, _failedIndex - _next)).Where(index => _answers[index] is null)];
        }
    }

    /// <summary>Ends the run with an error that belongs to no item, such as a broker that is gone.</summary>
    public void Abort(Exception error) => _ended.TrySetException(error);

    /// <summary>Waits for the end of the run.</summary>
    /// <returns>Result i belongs to item i.</returns>
    /// <exception cref="WorkItemException">An item failed; of several, the one with the lowest index.</exception>
    public async Task<long[][]> WaitAsync(CancellationToken cancellationToken)
    {
        await Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            return _failure is null ? [.. _answers!] : throw new WorkItemException(_failedIndex, items[_failedIndex], _failure);
        }
    }

    private bool HasAnswer(int index) => _answers[index] is not null || (index == _failedIndex && _failure is not null);

    private void EndWhenComplete()
    {
        while (_next < _failedIndex && _answers[_next] is not null)
        {
            _next++;
        }

        if (_next == _failedIndex)
        {
            _ended.TrySetResult();
        }
    }
}
