using ConcurrencyBench.Engines.Cluster.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ConcurrencyBench.Cluster.Tests.RabbitMq;

[Collection(nameof(BrokerFixture))]
public sealed class RabbitSessionTests
{
    private const int SigStop = 19;
    private const int SigContinue = 18;
    private const string Queue = "session-tests";

    public RabbitSessionTests() => Skip.When(BrokerFixture.Reason);

    /// <summary>The client waits for the handler, and the handler for a confirmation that does not come any more.</summary>
    [LinuxFact]
    public async Task DisposeAsync_AHandlerWaitsForABrokerThatStandsStill_TakesSeconds()
    {
        TaskCompletionSource received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource isStill = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RabbitSettings settings = new(BrokerFixture.Server.Address, Queue);
        RabbitSession session = await RabbitSession.OpenAsync(settings, "test", RabbitRun.Limit, SetUpAsync, CancellationToken.None);
        await PublishAsync(session).WaitAsync(RabbitRun.Limit);
        await received.Task.WaitAsync(RabbitRun.Limit);

        int[] server = OtherProcesses.DescendantsOf(BrokerFixture.Server.KeeperId);
        Array.ForEach(server, process => Signals.Send(process, SigStop));
        try
        {
            isStill.SetResult();
            await Task.Delay(200); // In which the handler has begun to wait.
            await session.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handled.Task.WaitAsync(TimeSpan.FromSeconds(1)));
        }
        finally
        {
            Array.ForEach(server, process => Signals.Send(process, SigContinue));
        }

        async Task SetUpAsync(RabbitSession opened)
        {
            await opened.In.QueueDeclareAsync(Queue, durable: false, exclusive: true, autoDelete: true);
            AsyncEventingBasicConsumer consumer = new(opened.In);
            consumer.ReceivedAsync += (_, _) => HandleAsync(opened);
            await opened.In.BasicConsumeAsync(Queue, autoAck: true, consumer);
        }

        async Task HandleAsync(RabbitSession opened)
        {
            received.TrySetResult();
            await isStill.Task;
            try
            {
                await PublishAsync(opened);
                handled.SetResult();
            }
            catch (Exception exception)
            {
                handled.SetException(exception);
            }
        }
    }

    private static async Task PublishAsync(RabbitSession session) =>
        await session.PublishAsync("", Queue, mandatory: true, new BasicProperties(), []);
}
