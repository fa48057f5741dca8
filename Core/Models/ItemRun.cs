using System.Diagnostics.CodeAnalysis;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>One run of a list of items: collects the answers, and decides what still runs after a failure or a cancellation.</summary>
/// <remarks>
/// Only <see cref="Finish"/> throws, so a model only gives out indices and waits until they are done. After
/// a failure the items before it still run, those behind it do not: the item reported is the one that a sequential loop would
/// have stopped at, for any schedule.
/// </remarks>
/// <param name="items">The items.</param>
/// <param name="cancellationToken">Ends the items that run, and those that have not begun.</param>
public sealed class ItemRun(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
{
    private readonly long[]?[] _answers = new long[items.Length][];
    private readonly Lock _failureLock = new();
    private volatile int _failedIndex = int.MaxValue;
    private Exception? _failure;

    /// <summary>The items.</summary>
    public ImmutableArray<WorkItem> Items => items;

    /// <summary>The number of items; their indices are 0 to one less.</summary>
    public int Count => items.Length;

    /// <summary>Runs one item and keeps its answer.</summary>
    /// <param name="index">The item.</param>
    public void Run(int index)
    {
        if (TryRun(index, out long[]? divisors))
        {
            Keep(index, divisors);
        }
    }

    /// <summary>Runs one item and returns its answer, for models that hand answers over themselves.</summary>
    /// <param name="index">The item.</param>
    /// <param name="divisors">The answer.</param>
    /// <returns>False when the item failed, was cancelled, or is no longer wanted.</returns>
    public bool TryRun(int index, [NotNullWhen(true)] out long[]? divisors) => TryRun(index, items[index], out divisors);

    /// <summary>Runs a part of an item.</summary>
    /// <param name="index">The item that the part belongs to.</param>
    /// <param name="part">The part.</param>
    /// <param name="divisors">The part's answer.</param>
    /// <returns>False when the part failed, was cancelled, or is no longer wanted.</returns>
    public bool TryRun(int index, WorkItem part, [NotNullWhen(true)] out long[]? divisors)
    {
        divisors = null;
        if (index > _failedIndex || cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            divisors = part.Run(cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // Whatever an item throws is its answer; Finish throws it to the caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(index, exception);
            return false;
        }
    }

    /// <inheritdoc cref="TryRun(int, out long[])"/>
    /// <returns>The answer; null when the item failed, was cancelled, or is no longer wanted.</returns>
    public long[]? TryRun(int index) => TryRun(index, out long[]? divisors) ? divisors : null;

    /// <summary>Keeps what <see cref="TryRun(int)"/> gave.</summary>
    /// <param name="index">The item.</param>
    /// <param name="divisors">Its answer; null where it has none.</param>
    public void Keep(int index, long[]? divisors) => _answers[index] = divisors;

    /// <summary>Ends the run, after all its threads and tasks have stopped.</summary>
    /// <returns>Result i belongs to item i.</returns>
    /// <exception cref="WorkItemException">An item failed; of several, the one with the lowest index.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before all items had ended.</exception>
    public long[][] Finish()
    {
        if (_failure is not null)
        {
            throw new WorkItemException(_failedIndex, items[_failedIndex], _failure);
        }

        if (Array.IndexOf(_answers, null) is >= 0 and var missing)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new UnreachableException($"Item {missing} was never run.");
        }

        return _answers!;
    }

    private void Fail(int index, Exception exception)
    {
        lock (_failureLock)
        {
            if (index < _failedIndex)
            {
                _failedIndex = index;
                _failure = exception;
            }
        }
    }
}
