using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The messages of a run at the giver: those that nobody has, in their order. Safe for many threads.</summary>
internal sealed class GiverRun : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _count;
    private readonly PriorityQueue<int, int> _waiting;
    private readonly ImmutableArray<(int First, int Count)> _messages;
    private readonly int[] _losses;
    private readonly int _mostLosses;

    /// <param name="items">The items, one or more.</param>
    /// <param name="workers">The workers of all hosts.</param>
    /// <param name="mostLosses">The lost hosts after which a message counts as poison.</param>
    public GiverRun(ImmutableArray<WorkItem> items, int workers, int mostLosses)
    {
        Run = new ClusterRun(items);
        _mostLosses = mostLosses;
        _messages = MessageCut.Cut(items, workers);
        _losses = new int[_messages.Length];
        _waiting = new(Enumerable.Range(0, _messages.Length).Select(message => (message, message)));
        _count = new SemaphoreSlim(_messages.Length);
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
        lock (_lock)
        {
            if (isLost && ++_losses[message] >= _mostLosses)
            {
                // Which of its items it was is not known; a message of one item is the usual one.
                Run.TryFail(_messages[message].First, new PoisonItemException(_mostLosses));
                return;
            }

            _waiting.Enqueue(message, message);
        }

        _count.Release();
    }

    /// <returns>The bytes of a message's items.</returns>
    public byte[][] Encode(int message) =>
        [.. Enumerable.Range(_messages[message].First, _messages[message].Count).Select(index => ItemWire.EncodeItem(Run.Items[index]))];

    /// <summary>Keeps the answers of a message, each once.</summary>
    public void Keep(int message, byte[][] answers)
    {
        for (int entry = 0; entry < answers.Length; entry++)
        {
            Run.TryKeep(_messages[message].First + entry, answers[entry]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _count.Dispose();

    private bool IsWanted(int message) => Enumerable.Range(_messages[message].First, _messages[message].Count).Any(Run.IsWanted);
}
