using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Workers.Protocol;
using RabbitMQ.Client.Events;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>Gives items to the hosts of a cluster through a broker, and keeps their answers. One run at a time.</summary>
/// <remarks>
/// The broker delivers at least once. The giver makes that exactly once: it keeps one answer for each item, counts the others, and
/// publishes again what is not answered when it had to connect again.
/// </remarks>
internal sealed class RabbitGiver : IAsyncDisposable
{
    private static readonly TimeSpan WelcomeTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DeletionLimit = TimeSpan.FromSeconds(5);

    private readonly RabbitSettings _settings;
    private readonly GiverChannel _channel;
    private readonly GiverHosts _hosts;
    private readonly GiverStops _stops;
    private readonly CancellationTokenSource _end = new();
    private volatile RabbitSession _session = null!; // Opened before anybody has the giver.
    private volatile OpenRun? _run;
    private volatile HostException? _loss;
    private volatile bool _hasAnswered;
    private Task _life = Task.CompletedTask;
    private int _duplicates;
    private int _republished;
    private int _reconnects;

    private RabbitGiver(RabbitSettings settings)
    {
        _settings = settings;
        _channel = new GiverChannel(settings, Guid.NewGuid());
        _hosts = new GiverHosts(settings.Workers);
        _stops = new GiverStops(_channel, _hosts);
    }

    /// <summary>The events so far beside the answers.</summary>
    public ClusterCounts Counts => new(Volatile.Read(ref _duplicates), Volatile.Read(ref _republished), Volatile.Read(ref _reconnects));

    /// <summary>The hosts that are there.</summary>
    public GiverHosts Hosts => _hosts;

    /// <summary>Connects to the broker.</summary>
    /// <exception cref="HostException">It cannot be reached.</exception>
    public static async Task<RabbitGiver> ConnectAsync(RabbitSettings settings, TimeSpan limit, CancellationToken cancellationToken)
    {
        RabbitGiver giver = new(settings);
        await giver.OpenAsync(limit, cancellationToken).ConfigureAwait(false);
        giver._life = Task.Run(giver.LiveAsync, CancellationToken.None);
        return giver;
    }

    /// <summary>Waits until hosts with a number of workers are there.</summary>
    /// <exception cref="HostException">They do not come.</exception>
    public async Task WaitForWorkersAsync(int workers, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_settings.HostLimit);
        try
        {
            for (Task changed = _hosts.Changed; _hosts.Workers < workers; changed = _hosts.Changed)
            {
                await changed.WaitAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            string broker = RabbitSession.Describe(_settings.Broker);
            throw new HostException(
                _hosts.LastRefusal
                    ?? $"{_hosts.Workers} of {workers} workers have joined '{_settings.Name}' at {broker} within "
                        + $"{_settings.HostLimit.TotalSeconds:F0} s. Start a host: ./run.sh host --broker … --name {_settings.Name}",
                exception
            );
        }
    }

    /// <summary>Runs items on the hosts.</summary>
    /// <param name="items">The items, one or more.</param>
    /// <param name="workers">The workers for which they are cut into messages.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>Result i belongs to item i.</returns>
    /// <exception cref="HostException">The broker was lost for good.</exception>
    /// <exception cref="Core.Models.WorkItemException">An item failed; of several, the one with the lowest index.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of it runs any more.</exception>
    public async Task<long[][]> RunAsync(ImmutableArray<WorkItem> items, int workers, CancellationToken cancellationToken)
    {
        OpenRun open = new(Guid.NewGuid(), new ClusterRun(items), workers);
        _run = open;
        if (_loss is { } loss)
        {
            open.Run.Abort(loss);
        }

        bool isClean = false;
        int reconnects = Volatile.Read(ref _reconnects);
        try
        {
            // Not waited for: items are answered while the broker still writes others to its disk.
            _ = PublishAsync(_session, open);
            long[][] answers = await open.Run.WaitAsync(cancellationToken).ConfigureAwait(false);
            isClean = reconnects == Volatile.Read(ref _reconnects);
            return answers;
        }
        finally
        {
            _run = null;
            Interlocked.Add(ref _duplicates, open.Run.Duplicates);
            if (!isClean)
            {
                await _stops.StopAsync(_session, open.Id).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends the run that is going on with an error that belongs to no item.</summary>
    public void Abort(HostException error) => _run?.Run.Abort(error);

    /// <returns>The number of messages that no host has.</returns>
    internal Task<uint> CountWaitingAsync() => _channel.CountWaitingAsync(_session);

    /// <returns>The number of hosts that take items.</returns>
    internal Task<int> CountHostsAsync() => _channel.CountHostsAsync(_session);

    /// <summary>Deletes the giver's queues and leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
        {
            return;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        try
        {
            await _channel.DeleteAsync(_session).WaitAsync(DeletionLimit).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // The broker forgets them by itself.
        }

        await _session.DisposeAsync().ConfigureAwait(false);
        await _life.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task LiveAsync()
    {
        ConnectionLosses losses = new();
        while (true)
        {
            RabbitSession lost = _session;
            long start = Stopwatch.GetTimestamp();
            await lost.Closed.ConfigureAwait(false);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            if (!losses.Add(Stopwatch.GetElapsedTime(start), _hasAnswered))
            {
                string broker = RabbitSession.Describe(_settings.Broker);
                Lose(new HostException($"The connection to {broker} was lost {ConnectionLosses.Most} times before any answer came."));
                return;
            }

            await lost.DisposeAsync().ConfigureAwait(false);
            _hasAnswered = false; // Before the next session, whose first answers come at once.
            try
            {
                await ReconnectAsync().ConfigureAwait(false);
            }
            catch (HostException exception)
            {
                Lose(exception);
                return;
            }
            catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
            {
                // Lost again. The session has ended, or ends now.
                await _session.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private void Lose(HostException loss)
    {
        _loss = loss;
        Abort(loss);
    }

    private async Task<RabbitSession> OpenAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        RabbitSession session = await RabbitSession
            .OpenAsync(_settings, "giver", limit, SetUpAsync, cancellationToken)
            .ConfigureAwait(false);
        _session = session;
        if (_end.IsCancellationRequested)
        {
            await session.DisposeAsync().ConfigureAwait(false); // The owner may have seen only the former one.
        }

        return session;
    }

    private Task SetUpAsync(RabbitSession session)
    {
        _hosts.Clear();
        return _channel.SetUpAsync(session, (_, message) => ReceiveAsync(session, message));
    }

    private async Task ReconnectAsync()
    {
        RabbitSession session = await OpenAsync(_settings.ReconnectLimit, _end.Token).ConfigureAwait(false);
        Interlocked.Increment(ref _reconnects);
        await _stops.TellAsync(session).ConfigureAwait(false);
        if (_run is { } open)
        {
            Interlocked.Add(ref _republished, await PublishAsync(session, open).ConfigureAwait(false));
        }
    }

    /// <returns>The number of items published: those that have no answer.</returns>
    private async Task<int> PublishAsync(RabbitSession session, OpenRun open)
    {
        ImmutableArray<int> wanted = open.Run.FindWanted();
        try
        {
            await Task.WhenAll(open.Cut(wanted, _settings).Select(batch => _channel.PublishAsync(session, batch))).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // Not confirmed, so it counts as lost: all that is not answered is published again on a new connection.
            await session.DisposeAsync().ConfigureAwait(false);
        }

        return wanted.Length;
    }

    private async Task ReceiveAsync(RabbitSession session, BasicDeliverEventArgs message)
    {
        try
        {
            switch (message.BasicProperties.Type)
            {
                case RabbitNames.Answers:
                    _hasAnswered = true;
                    Keep(ItemBatch.Decode(message.Body.Span));
                    break;
                case RabbitNames.Items:
                    await TakeDeadAsync(session, ItemBatch.Decode(message.Body.Span)).ConfigureAwait(false);
                    break;
                case RabbitNames.Hello:
                    HostHello hello = HostHello.Decode(message.Body.Span);
                    await ReplyAsync(session, hello).ConfigureAwait(false);
                    break;
                case RabbitNames.Stopped:
                    ReadOnlySpan<byte> body = message.Body.Span;
                    _hosts.MarkStopped(new Guid(body[..16]), new Guid(body[16..32]));
                    break;
            }
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception) || exception is FrameFormatException)
        {
            // The session ends, or somebody else writes into the queue.
        }
    }

    private async Task ReplyAsync(RabbitSession session, HostHello hello)
    {
        HostPlace place = _hosts.Add(hello);
        await _channel.ReplyAsync(session, hello, place).ConfigureAwait(false);
        await _stops.TellAsync(session).ConfigureAwait(false);
        if (place == HostPlace.Spare)
        {
            _ = ReviewAsync(session);
        }
    }

    // A host that joins can take the place of one that was lost, of which nobody tells the giver: the broker knows who takes items.
    private async Task ReviewAsync(RabbitSession session)
    {
        try
        {
            await Task.Delay(WelcomeTime, _end.Token).ConfigureAwait(false);
            if (await _channel.CountHostsAsync(session).ConfigureAwait(false) < _hosts.Count)
            {
                _hosts.Clear();
                await _channel.AskWhoAsync(session).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // All hosts join again on the next session.
        }
    }

    private void Keep(ItemBatch batch)
    {
        if (_run is not { } open || open.Id != batch.Run)
        {
            Interlocked.Add(ref _duplicates, batch.Entries.Length);
            return;
        }

        foreach ((int index, byte[] answer) in batch.Entries)
        {
            open.Run.TryKeep(index, answer);
        }
    }

    // Of several items one is poison: each is given out once more, by itself.
    private async Task TakeDeadAsync(RabbitSession session, ItemBatch batch)
    {
        if (_run is not { } open || open.Id != batch.Run)
        {
            return;
        }

        if (batch.Entries is [var (index, _)])
        {
            open.Run.TryFail(index, new PoisonItemException(_settings.Deliveries));
            return;
        }

        foreach ((int single, _) in batch.Entries.Where(entry => open.Run.IsWanted(entry.Index)))
        {
            await _channel.PublishAsync(session, open.Encode([single])).ConfigureAwait(false);
        }
    }

    /// <summary>The run that is going on.</summary>
    private sealed record OpenRun(Guid Id, ClusterRun Run, int Workers)
    {
        public IEnumerable<ItemBatch> Cut(ImmutableArray<int> indices, RabbitSettings settings) =>
            settings
                .Cut([.. indices.Select(index => Run.Items[index])], Workers)
                .Select(message => Encode(indices.Slice(message.First, message.Count)));

        public ItemBatch Encode(ImmutableArray<int> indices) =>
            new(Id, [.. indices.Select(index => (index, ItemWire.EncodeItem(Run.Items[index])))]);
    }
}
