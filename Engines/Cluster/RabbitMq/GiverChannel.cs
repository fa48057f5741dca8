using System.Text;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Workers.Protocol;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The queues and messages of a giver, on whatever session is open.</summary>
/// <param name="settings">The cluster.</param>
/// <param name="giver">The giver's id.</param>
internal sealed class GiverChannel(RabbitSettings settings, Guid giver)
{
    // What a giver that was killed leaves behind is gone after this.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    // Brokers from 3.12 on take it from the queue. Those before know only their own configuration.
    private static readonly TimeSpan LongestItem = TimeSpan.FromDays(1);

    private readonly string _answers = RabbitNames.AnswersQueue(settings.Name, giver);
    private volatile string? _items;
    private int _sessions;

    /// <summary>Declares all that giver and hosts need, and takes what comes. What hosts are there say so again.</summary>
    /// <remarks>
    /// Each session has an empty queue of items. What the broker has kept in the former one is not wanted any more, or is published again;
    /// and a quorum queue whose broker was killed just after its declaration comes back without a leader, and answers nothing.
    /// </remarks>
    /// <param name="session">A session that was just opened.</param>
    /// <param name="receive">Gets each message; its body is valid until the return.</param>
    public async Task SetUpAsync(RabbitSession session, AsyncEventHandler<BasicDeliverEventArgs> receive)
    {
        IChannel channel = session.In;
        await HostChannel.DeclareExchangesAsync(channel, settings).ConfigureAwait(false);
        await channel
            .QueueDeclareAsync(
                _answers,
                durable: true,
                exclusive: false,
                autoDelete: false,
                new Dictionary<string, object?> { ["x-expires"] = Milliseconds(Forgotten) }
            )
            .ConfigureAwait(false);
        await channel.QueueBindAsync(_answers, RabbitNames.Hellos(settings.Name), "").ConfigureAwait(false);
        string? former = _items;
        string items = RabbitNames.ItemsQueue(settings.Name, giver, ++_sessions);
        await channel.QueueDeclareAsync(items, durable: true, exclusive: false, autoDelete: false, ItemsArguments()).ConfigureAwait(false);
        _items = items;
        if (former is not null)
        {
            _ = DropAsync(session, former);
        }

        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += receive;
        await channel.BasicConsumeAsync(_answers, autoAck: true, consumer).ConfigureAwait(false);
        await AskWhoAsync(session).ConfigureAwait(false);
    }

    /// <summary>Has all hosts say again that they are there.</summary>
    public Task AskWhoAsync(RabbitSession session) => BroadcastAsync(session, RabbitNames.Who, []);

    /// <summary>Puts a message of items into their queue.</summary>
    /// <returns>Complete when the broker has it on its disk.</returns>
    public async Task PublishAsync(RabbitSession session, ItemBatch batch)
    {
        BasicProperties properties = new()
        {
            Type = RabbitNames.Items,
            Persistent = true,
            CorrelationId = string.Create(CultureInfo.InvariantCulture, $"{batch.Run:N}/{batch.Entries[0].Index}"),
            ReplyTo = _answers,
        };
        await session.PublishAsync("", Items, mandatory: true, properties, batch.Encode()).ConfigureAwait(false);
    }

    /// <summary>Answers the hello of a host. One that is spare gets no answer.</summary>
    public Task ReplyAsync(RabbitSession session, HostHello host, HostPlace place) =>
        place switch
        {
            HostPlace.Taken => BroadcastAsync(
                session,
                RabbitNames.Welcome,
                new FieldWriter().Text(Items).Int(settings.Dispatch.Prefetch).Int(settings.Deliveries).ToArray(),
                host.Id
            ),
            HostPlace.Refused => BroadcastAsync(session, RabbitNames.Refuse, Encoding.UTF8.GetBytes(host.FindRefusal()!), host.Id),
            HostPlace.Spare => Task.CompletedTask,
            _ => throw new UnreachableException(),
        };

    /// <summary>Tells all hosts that nothing of a run is wanted, and takes from the queue what none has begun.</summary>
    public async Task CancelAsync(RabbitSession session, Guid run)
    {
        await TellCancelledAsync(session, run).ConfigureAwait(false);
        await session.In.QueuePurgeAsync(Items).ConfigureAwait(false);
    }

    /// <summary>Tells all hosts that nothing of a run is wanted.</summary>
    public Task TellCancelledAsync(RabbitSession session, Guid run) => BroadcastAsync(session, RabbitNames.Cancel, run.ToByteArray());

    /// <returns>The number of hosts that take items.</returns>
    public async Task<int> CountHostsAsync(RabbitSession session) => (int)await session.In.ConsumerCountAsync(Items).ConfigureAwait(false);

    /// <returns>The number of messages that no host has.</returns>
    public Task<uint> CountWaitingAsync(RabbitSession session) => session.In.MessageCountAsync(Items);

    /// <summary>Deletes the giver's queues.</summary>
    public async Task DeleteAsync(RabbitSession session)
    {
        await session.In.QueueDeleteAsync(Items, ifUnused: false, ifEmpty: false).ConfigureAwait(false);
        await session.In.QueueDeleteAsync(_answers, ifUnused: false, ifEmpty: false).ConfigureAwait(false);
    }

    private string Items => _items ?? throw new InvalidOperationException("There was no session yet.");

    // On a channel of its own: a queue without a leader would keep others waiting. One that stays is forgotten by the broker.
    private static async Task DropAsync(RabbitSession session, string queue)
    {
        try
        {
            await session.DeleteAsync(queue).ConfigureAwait(false);
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // It stays.
        }
    }

    private Dictionary<string, object?> ItemsArguments()
    {
        Dictionary<string, object?> arguments = new()
        {
            ["x-expires"] = Milliseconds(Forgotten),
            ["x-consumer-timeout"] = Milliseconds(LongestItem),
            // The giver's own queue is that of dead letters: it tells which item was poison.
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = _answers,
        };
        if (settings.Queue == RabbitQueue.Quorum)
        {
            arguments["x-queue-type"] = "quorum";
            arguments["x-delivery-limit"] = settings.Deliveries - 1;
        }

        return arguments;
    }

    private async Task BroadcastAsync(RabbitSession session, string type, byte[] body, Guid? host = null)
    {
        BasicProperties properties = new()
        {
            Type = type,
            ReplyTo = _answers,
            CorrelationId = host?.ToString("N"),
        };
        await session.PublishAsync(RabbitNames.Control(settings.Name), "", mandatory: false, properties, body).ConfigureAwait(false);
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
