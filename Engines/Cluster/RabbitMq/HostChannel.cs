using ConcurrencyBench.Engines.Cluster.Hosts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The queues and messages of a host, on whatever session is open.</summary>
/// <param name="settings">The cluster.</param>
/// <param name="hello">The host.</param>
internal sealed class HostChannel(RabbitSettings settings, HostHello hello)
{
    /// <summary>Declares what giver and hosts both need.</summary>
    public static async Task DeclareExchangesAsync(IChannel channel, RabbitSettings settings)
    {
        foreach (string exchange in new[] { RabbitNames.Control(settings.Name), RabbitNames.Hellos(settings.Name) })
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false).ConfigureAwait(false);
        }
    }

    /// <summary>Declares the host's own queue, takes what the giver says, and says that the host is there.</summary>
    public async Task SetUpAsync(RabbitSession session, AsyncEventHandler<BasicDeliverEventArgs> receive)
    {
        await DeclareExchangesAsync(session.In, settings).ConfigureAwait(false);
        QueueDeclareOk queue = await session
            .In.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true)
            .ConfigureAwait(false);
        await session.In.QueueBindAsync(queue.QueueName, RabbitNames.Control(settings.Name), "").ConfigureAwait(false);
        AsyncEventingBasicConsumer consumer = new(session.In);
        consumer.ReceivedAsync += receive;
        await session.In.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer).ConfigureAwait(false);
        await SayHelloAsync(session).ConfigureAwait(false);
    }

    /// <summary>Says that the host is there, to the giver that there may be.</summary>
    public async Task SayHelloAsync(RabbitSession session) =>
        await session
            .PublishAsync(
                RabbitNames.Hellos(settings.Name),
                "",
                mandatory: false,
                new BasicProperties { Type = RabbitNames.Hello },
                hello.Encode()
            )
            .ConfigureAwait(false);

    /// <summary>Takes messages of items from a queue, some for each worker.</summary>
    /// <returns>The tag of the consumer.</returns>
    public async Task<string> ConsumeAsync(
        RabbitSession session,
        string queue,
        int prefetch,
        AsyncEventHandler<BasicDeliverEventArgs> receive
    )
    {
        await session
            .In.BasicQosAsync(0, (ushort)Math.Min(prefetch * hello.Cores, ushort.MaxValue), global: false, session.Ending)
            .ConfigureAwait(false);
        AsyncEventingBasicConsumer consumer = new(session.In);
        consumer.ReceivedAsync += receive;
        return await session.In.BasicConsumeAsync(queue, autoAck: false, consumer, session.Ending).ConfigureAwait(false);
    }

    /// <summary>Tells the giver that nothing of a run runs here.</summary>
    public async Task SayStoppedAsync(RabbitSession session, Guid run, string giver) =>
        await session
            .PublishAsync(
                "",
                giver,
                mandatory: false,
                new BasicProperties { Type = RabbitNames.Stopped },
                (byte[])[.. run.ToByteArray(), .. hello.Id.ToByteArray()]
            )
            .ConfigureAwait(false);

    /// <summary>Sends the answers of a message of items.</summary>
    /// <returns>Complete when the broker has them; false where their giver has no queue.</returns>
    public static async Task<bool> TryAnswerAsync(RabbitSession session, HostDelivery delivery, ItemBatch answers)
    {
        BasicProperties properties = new() { Type = RabbitNames.Answers, CorrelationId = delivery.CorrelationId };
        try
        {
            await session.PublishAsync("", delivery.Giver, mandatory: true, properties, answers.Encode()).ConfigureAwait(false);
            return true;
        }
        catch (PublishException exception) when (exception.IsReturn)
        {
            return false;
        }
    }

    /// <summary>Puts a message of items back, at the end of its queue, and with how often a host was lost with it.</summary>
    public static async Task ReturnAsync(HostDelivery delivery, int losses)
    {
        BasicProperties properties = new()
        {
            Type = RabbitNames.Items,
            Persistent = true,
            CorrelationId = delivery.CorrelationId,
            ReplyTo = delivery.Giver,
            Headers = new Dictionary<string, object?> { [RabbitNames.LossesHeader] = losses },
        };
        await delivery.Session.PublishAsync("", delivery.Queue, mandatory: true, properties, delivery.Items.Encode()).ConfigureAwait(false);
        await delivery.AcknowledgeAsync().ConfigureAwait(false);
    }
}
