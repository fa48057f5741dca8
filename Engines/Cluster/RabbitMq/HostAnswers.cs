namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>Sends answers on the session that is open, or on the next one. Safe for many threads.</summary>
/// <param name="limit">The time for which an answer waits for a session.</param>
internal sealed class HostAnswers(TimeSpan limit)
{
    // A giver that has to connect again makes its queue again; one that is gone does not.
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private TaskCompletionSource<RabbitSession> _session = NewPlace();

    /// <summary>Sends on a session from now on.</summary>
    public void Use(RabbitSession session)
    {
        lock (_lock)
        {
            if (_session.Task.IsCompleted)
            {
                _session = NewPlace();
            }

            _session.SetResult(session);
        }
    }

    /// <summary>Gives up what waits for a session.</summary>
    public void End() => _end.Cancel();

    /// <summary>Sends the answers of a message until the broker has confirmed them, and acknowledges the message then.</summary>
    /// <remarks>Gives up where their giver is gone, or no broker is there.</remarks>
    public async Task SendAsync(HostDelivery delivery, ItemBatch answers)
    {
        try
        {
            if (await TrySendAsync(delivery, answers).ConfigureAwait(false))
            {
                await delivery.AcknowledgeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            // The message was not acknowledged, so that another host gets it.
        }
    }

    private async Task<bool> TrySendAsync(HostDelivery delivery, ItemBatch answers)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            RabbitSession session = await FindOpenAsync().ConfigureAwait(false);
            try
            {
                if (await HostChannel.TryAnswerAsync(session, delivery, answers).ConfigureAwait(false))
                {
                    return true;
                }
            }
            catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
            {
                // Perhaps it has arrived; then the second one is a duplicate.
            }

            await Task.Delay(Pause, _end.Token).ConfigureAwait(false);
        }

        return false;
    }

    private async Task<RabbitSession> FindOpenAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < limit)
        {
            Task<RabbitSession> next;
            lock (_lock)
            {
                next = _session.Task;
            }

            RabbitSession session = await next.WaitAsync(limit, _end.Token).ConfigureAwait(false);
            if (session.IsOpen)
            {
                return session;
            }

            await Task.Delay(Pause / 5, _end.Token).ConfigureAwait(false);
        }

        throw new TimeoutException("No broker was there to take the answers.");
    }

    private static TaskCompletionSource<RabbitSession> NewPlace() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
