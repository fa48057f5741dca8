using System.Text;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Workers.Protocol;
using RabbitMQ.Client.Events;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>A host that takes items from a queue of a broker.</summary>
/// <remarks>
/// It joins by a hello, and takes items when a giver welcomes it. A message is acknowledged when the broker has confirmed its answers, so
/// that a host that is lost loses none: the broker delivers what was not acknowledged to another one.
/// </remarks>
internal sealed class RabbitHost : IClusterHost
{
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(30);

    private readonly RabbitSettings _settings;
    private readonly HostHello _hello;
    private readonly HostChannel _channel;
    private readonly HostRuns _runs = new();
    private readonly HostMessages _messages = new();
    private readonly HostWorkers _workers;
    private readonly HostAnswers _answers;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile HostSubscription? _subscription;
    private Task _life = Task.CompletedTask;

    public RabbitHost(RabbitSettings settings, HostHello hello)
    {
        (_settings, _hello) = (settings, hello);
        _channel = new HostChannel(settings, hello);
        _answers = new HostAnswers(settings.ReconnectLimit, _end.Token);
        _workers = new HostWorkers(hello.Cores, Run);
    }

    public Task Ended => _ended.Task;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RabbitSession session = await OpenAsync(JoinLimit, cancellationToken).ConfigureAwait(false);
        _life = Task.Run(() => LiveAsync(session), CancellationToken.None);
    }

    public async Task DrainAsync()
    {
        if (Interlocked.Exchange(ref _subscription, HostSubscription.Closed) is { } subscription)
        {
            await subscription.CancelAsync().ConfigureAwait(false);
            foreach (HostDelivery delivery in _workers.Drain())
            {
                await GiveBackAsync(delivery).ConfigureAwait(false);
            }
        }
        else
        {
            _workers.Drain();
        }

        await _workers.Ended.ConfigureAwait(false);
        await _runs.WhenEmptyAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
        _ended.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _workers.Dispose();
        _ended.TrySetResult();
    }

    private async Task EndAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _life.ConfigureAwait(false);
    }

    private async Task<RabbitSession> OpenAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        RabbitSession session = await RabbitSession
            .OpenAsync(
                _settings,
                "host",
                limit,
                session => _channel.SetUpAsync(session, (_, message) => HearAsync(session, message)),
                cancellationToken
            )
            .ConfigureAwait(false);
        _answers.Use(session);
        return session;
    }

    // A host stays through restarts of the broker. What it runs meanwhile it answers on the next connection.
    private async Task LiveAsync(RabbitSession session)
    {
        try
        {
            while (true)
            {
                await session.Closed.WaitAsync(_end.Token).ConfigureAwait(false);
                await session.DisposeAsync().ConfigureAwait(false);
                session = await OpenAsync(_settings.ReconnectLimit, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
        catch (HostException exception)
        {
            _ended.TrySetException(exception);
        }
    }

    private async Task HearAsync(RabbitSession session, BasicDeliverEventArgs message)
    {
        bool isForThis = message.BasicProperties.CorrelationId == _hello.Id.ToString("N");
        try
        {
            switch (message.BasicProperties.Type)
            {
                case RabbitNames.Who:
                    await _channel.SayHelloAsync(session).ConfigureAwait(false);
                    break;
                case RabbitNames.Welcome when isForThis:
                    await SubscribeAsync(session, message.BasicProperties.ReplyTo ?? "", message.Body).ConfigureAwait(false);
                    break;
                case RabbitNames.Refuse when isForThis:
                    _ended.TrySetException(new HostException($"The giver refuses this host. {Encoding.UTF8.GetString(message.Body.Span)}"));
                    break;
                case RabbitNames.Cancel:
                    _ = StopAsync(session, new Guid(message.Body.Span), message.BasicProperties.ReplyTo ?? "");
                    break;
            }
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception) || exception is FrameFormatException)
        {
            // The session ends, or somebody else writes into the exchange.
        }
    }

    private async Task SubscribeAsync(RabbitSession session, string giver, ReadOnlyMemory<byte> welcome)
    {
        (string queue, int prefetch, int deliveries) = ReadWelcome(welcome.Span);
        HostSubscription? former = _subscription;
        if (former == HostSubscription.Closed || former?.IsOn(session, queue) == true)
        {
            return;
        }

        if (former is not null)
        {
            await former.CancelAsync().ConfigureAwait(false);
            if (former.Giver != giver)
            {
                _runs.CancelAll(); // The former giver is gone, and nobody wants its items.
            }
        }

        HostSubscription subscription = new(session, giver, queue, deliveries);
        subscription.Tag = await _channel
            .ConsumeAsync(session, queue, prefetch, (_, message) => TakeAsync(subscription, message))
            .ConfigureAwait(false);
        if (Interlocked.CompareExchange(ref _subscription, subscription, former) != former)
        {
            await subscription.CancelAsync().ConfigureAwait(false); // It drains.
        }
    }

    private static (string Queue, int Prefetch, int Deliveries) ReadWelcome(ReadOnlySpan<byte> welcome)
    {
        FieldReader fields = new(welcome);
        return (fields.Text(), fields.Int(), fields.Int());
    }

    private async Task StopAsync(RabbitSession session, Guid run, string giver)
    {
        try
        {
            await _runs.CancelAsync(run).ConfigureAwait(false);
            await _channel.SayStoppedAsync(session, run, giver).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // The giver asks again when it is there again.
        }
    }

    private async Task TakeAsync(HostSubscription subscription, BasicDeliverEventArgs message)
    {
        try
        {
            HostDelivery delivery = HostDelivery.From(subscription, message);
            if (delivery is { IsRedelivered: true, IsCounted: false } && !_messages.Has(delivery))
            {
                // A classic queue says that it was delivered before and not how often, so that hosts count.
                await CountLossAsync(delivery, subscription).ConfigureAwait(false);
                return;
            }

            if (!_messages.TryAdd(delivery))
            {
                return;
            }

            _runs.Hold(delivery.Items.Run);
            if (!_workers.TryAdd(delivery))
            {
                await GiveBackAsync(delivery).ConfigureAwait(false);
            }
        }
        catch (FrameFormatException)
        {
            await subscription.Session.In.BasicRejectAsync(message.DeliveryTag, requeue: false).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // The session ends, and with it all that it has delivered.
        }
    }

    private static async Task CountLossAsync(HostDelivery delivery, HostSubscription subscription)
    {
        int losses = delivery.Losses + 1;
        if (losses >= subscription.Deliveries)
        {
            await delivery.RejectAsync().ConfigureAwait(false);
        }
        else
        {
            await HostChannel.ReturnAsync(delivery, losses).ConfigureAwait(false);
        }
    }

    // Not by nack: to give back is no loss, and the broker would count it as one.
    private async Task GiveBackAsync(HostDelivery delivery)
    {
        HostDelivery last = _messages.Remove(delivery);
        _runs.Release(delivery.Items.Run);
        try
        {
            await HostChannel.ReturnAsync(last, last.Losses).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // The broker gives it to another host when this one leaves.
        }
    }

    private void Run(HostDelivery delivery)
    {
        Guid run = delivery.Items.Run;
        CancellationToken cancellationToken = _runs.FindToken(run);
        try
        {
            ItemBatch answers = new(
                run,
                [.. delivery.Items.Entries.Select(entry => (entry.Index, ItemWire.Run(entry.Bytes, cancellationToken)))]
            );
            _ = SendAsync(delivery, answers);
        }
        catch (OperationCanceledException)
        {
            _ = SendAsync(delivery, answers: null);
        }
    }

    // Not waited for by the thread, which has the next message perhaps. A drain waits.
    private async Task SendAsync(HostDelivery delivery, ItemBatch? answers)
    {
        bool isOver = answers is null || await _answers.TrySendAsync(delivery, answers).ConfigureAwait(false);
        HostDelivery last = _messages.Remove(delivery);
        if (isOver)
        {
            await last.AcknowledgeAsync().ConfigureAwait(false);
        }

        _runs.Release(delivery.Items.Run);
    }
}
