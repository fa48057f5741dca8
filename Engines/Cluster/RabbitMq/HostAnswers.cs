namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>Sends answers on the session that is open, or on the next one. Safe for many threads.</summary>
/// <param name="limit">The time for which an answer waits for a session.</param>
/// <param name="end">Gives up what waits for one.</param>
internal sealed class HostAnswers(TimeSpan limit, CancellationToken end)
{
    // A giver that has to connect again makes its queue again; one that is gone does not.
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
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

    /// <summary>Sends the answers of a message until the broker has confirmed them, or it is clear that their giver is gone.</summary>
    /// <returns>False where there was no broker; the message must not be acknowledged then, so that another host gets it.</returns>
    public async Task<bool> TrySendAsync(HostDelivery delivery, ItemBatch answers)
    {
        try
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                RabbitSession session = await FindOpenAsync().ConfigureAwait(false);
                if (await TrySendOnAsync(session, delivery, answers).ConfigureAwait(false))
                {
                    return true;
                }

                await Task.Delay(Pause, end).ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    private static async Task<bool> TrySendOnAsync(RabbitSession session, HostDelivery delivery, ItemBatch answers)
    {
        try
        {
            return await HostChannel.TryAnswerAsync(session, delivery, answers).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // Perhaps it has arrived; then the second one is a duplicate.
            return false;
        }
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

            RabbitSession session = await next.WaitAsync(limit, end).ConfigureAwait(false);
            if (session.IsOpen)
            {
                return session;
            }

            await Task.Delay(Pause / 5, end).ConfigureAwait(false);
        }

        throw new TimeoutException("No broker was there to take the answers.");
    }

    private static TaskCompletionSource<RabbitSession> NewPlace() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
