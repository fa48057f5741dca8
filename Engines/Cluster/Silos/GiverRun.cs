using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The messages of a run at the giver: those that nobody has, in their order. Safe for many threads.</summary>
internal sealed class GiverRun : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _count;
    private readonly PriorityQueue<int, int> _waiting;
    private readonly List<(int First, int Count, int Losses)> _messages;
    private readonly int _mostLosses;

    /// <param name="items">The items, one or more.</param>
    /// <param name="messages">The messages in which they travel: the first item of each and the number of its items.</param>
    /// <param name="mostLosses">The lost hosts after which a message counts as poison.</param>
    public GiverRun(ImmutableArray<WorkItem> items, ImmutableArray<(int First, int Count)> messages, int mostLosses)
    {
        Run = new ClusterRun(items);
        _mostLosses = mostLosses;
        _messages = [.. messages.Select(message => (message.First, message.Count, 0))];
        _waiting = new(Enumerable.Range(0, _messages.Count).Select(message => (message, message)));
        _count = new SemaphoreSlim(_messages.Count);
    }

    /// <summary>The run's name, which no other has.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>The answers.</summary>
    public ClusterRun Run { get; }

    /// <returns>The next message; null when the run has ended, or the token was cancelled.</returns>
    public async Task<int?> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!Run.Ended.IsCompleted)
            {
                await _count.WaitAsync(cancellationToken).ConfigureAwait(false);
                int message;
                lock (_lock)
                {
                    message = _waiting.Dequeue();
                }

                if (IsWanted(message))
                {
                    return message;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // No more.
        }

        return null;
    }

    /// <summary>A message goes back to those that nobody has.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isLost">True where its host was lost with it.</param>
    public void GiveBack(int message, bool isLost)
    {
        int added;
        lock (_lock)
        {
            (int first, int count, int losses) = _messages[message];
            losses += isLost ? 1 : 0;
            _messages[message] = (first, count, losses);
            if (losses < _mostLosses)
            {
                _waiting.Enqueue(message, message);
                added = 1;
            }
            else if (count > 1)
            {
                added = count;
                Separate(message, first, count);
            }
            else
            {
                added = 0;
                Run.TryFail(first, new PoisonItemException(_mostLosses));
            }
        }

        if (added > 0)
        {
            _count.Release(added);
        }
    }

    /// <returns>The bytes of a message's items.</returns>
    public byte[][] Encode(int message) => [.. GetItems(message).Select(index => ItemWire.EncodeItem(Run.Items[index]))];

    /// <summary>Keeps the answers of a message, each once.</summary>
    public void Keep(int message, byte[][] answers)
    {
        foreach ((int index, byte[] answer) in GetItems(message).Zip(answers))
        {
            Run.TryKeep(index, answer);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _count.Dispose();

    // One of the items is poison, and nobody knows which: each is given once more, by itself.
    private void Separate(int message, int first, int count)
    {
        for (int index = first; index < first + count; index++)
        {
            _waiting.Enqueue(_messages.Count, message);
            _messages.Add((index, 1, 0));
        }
    }

    private bool IsWanted(int message) => GetItems(message).Any(Run.IsWanted);

    private IEnumerable<int> GetItems(int message)
    {
        lock (_lock)
        {
            return Enumerable.Range(_messages[message].First, _messages[message].Count);
        }
    }
}
