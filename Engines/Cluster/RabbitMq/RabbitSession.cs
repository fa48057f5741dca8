using ConcurrencyBench.Engines.Cluster.Hosts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>A connection with a channel for each direction. It is never repaired: when one of them ends, a new session is opened.</summary>
/// <remarks>
/// The client can recover connections itself, but then numbers of deliveries of the former channel look like those of the new one, and who
/// uses it does not hear what has to be sent again.
/// </remarks>
internal sealed class RabbitSession : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DisposalLimit = TimeSpan.FromSeconds(5);

    private readonly IConnection _connection;
    private readonly IChannel _output;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RabbitSession(IConnection connection, IChannel input, IChannel output)
    {
        (_connection, In, _output) = (connection, input, output);
        connection.ConnectionShutdownAsync += CloseAsync;
        input.ChannelShutdownAsync += CloseAsync;
        output.ChannelShutdownAsync += CloseAsync;
        if (!connection.IsOpen || !input.IsOpen || !output.IsOpen)
        {
            _closed.TrySetResult("It was closed before it was used.");
        }
    }

    /// <summary>The channel of what comes.</summary>
    public IChannel In { get; }

    /// <summary>Cancelled when the session is about to be closed: who handles what comes must wait for nothing then.</summary>
    /// <remarks>The client closes a channel when its handlers have ended, and takes nothing for which they wait meanwhile.</remarks>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Completes with the reason when it can be used no more.</summary>
    public Task<string> Closed => _closed.Task;

    /// <summary>True until then.</summary>
    public bool IsOpen => !_closed.Task.IsCompleted;

    /// <summary>Connects and declares what is needed, again and again until a limit.</summary>
    /// <param name="settings">The broker.</param>
    /// <param name="role">Shown in the broker's list of connections.</param>
    /// <param name="limit">The time after which a broker that cannot be reached is given up.</param>
    /// <param name="setUp">Declares it, on a session that nobody uses yet.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="HostException">There is no connection, or the broker refuses; the message names the broker.</exception>
    public static async Task<RabbitSession> OpenAsync(
        RabbitSettings settings,
        string role,
        TimeSpan limit,
        Func<RabbitSession, Task> setUp,
        CancellationToken cancellationToken
    )
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await OpenOnceAsync(settings, role, setUp, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsOfBroker(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
                string message = exception.GetBaseException().Message;
                if (IsRefusal(exception))
                {
                    throw new HostException($"The broker {Describe(settings.Broker)} refused: {message}", exception);
                }

                if (Stopwatch.GetElapsedTime(start) > limit)
                {
                    throw new HostException($"The broker {Describe(settings.Broker)} cannot be reached: {message}", exception);
                }
            }

            await Task.Delay(RetryInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>True for what happens when a broker ends, refuses something, or does not answer within the limit of the client.</summary>
    public static bool IsOfBroker(Exception exception) =>
        exception
            is RabbitMQClientException
                or IOException
                or ObjectDisposedException
                or TimeoutException
                or OperationCanceledException
                or System.Net.Sockets.SocketException;

    /// <summary>The address without its password.</summary>
    public static string Describe(Uri broker) => $"{broker.Scheme}://{broker.Authority}{broker.AbsolutePath.TrimEnd('/')}";

    /// <summary>Publishes a message.</summary>
    /// <returns>Complete when the broker has confirmed it.</returns>
    public ValueTask PublishAsync(string exchange, string key, bool mandatory, BasicProperties properties, byte[] body) =>
        _output.BasicPublishAsync(exchange, key, mandatory, properties, body, Ending);

    /// <summary>Deletes a queue and all that is in it, without keeping what else is sent waiting.</summary>
    public async Task DeleteAsync(string queue)
    {
        IChannel channel = await _connection.CreateChannelAsync().ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the connection. A broker that stands still is waited for briefly; the client then ends by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed.TrySetResult("It was closed here.");
        await _ending.CancelAsync().ConfigureAwait(false);
        try
        {
            await CloseAllAsync().WaitAsync(DisposalLimit).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfBroker(exception))
        {
            // It has gone before, or does not answer.
        }
    }

    private async Task CloseAllAsync()
    {
        await _connection.CloseAsync(Constants.ReplySuccess, "done", CloseLimit, abort: true, CancellationToken.None).ConfigureAwait(false);
        await In.DisposeAsync().ConfigureAwait(false);
        await _output.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<RabbitSession> OpenOnceAsync(
        RabbitSettings settings,
        string role,
        Func<RabbitSession, Task> setUp,
        CancellationToken cancellationToken
    )
    {
        RabbitSession session = await ConnectAsync(settings, role, cancellationToken).ConfigureAwait(false);
        try
        {
            await setUp(session).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // What another attempt would not change.
    private static bool IsRefusal(Exception exception) =>
        exception.GetBaseException()
            is AuthenticationFailureException
                or OperationInterruptedException
                {
                    ShutdownReason.ReplyCode: Constants.AccessRefused or Constants.PreconditionFailed or Constants.NotAllowed
                };

    private static async Task<RabbitSession> ConnectAsync(RabbitSettings settings, string role, CancellationToken cancellationToken)
    {
        ConnectionFactory factory = new()
        {
            Uri = settings.Broker,
            RequestedHeartbeat = settings.Heartbeat,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            ClientProvidedName = $"{settings.Name} {role}",
        };
        IConnection connection = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // No limit of open confirmations: a giver publishes a run at once.
            CreateChannelOptions confirmed = new(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: null
            );
            IChannel input = await connection.CreateChannelAsync(null, cancellationToken).ConfigureAwait(false);
            IChannel output = await connection.CreateChannelAsync(confirmed, cancellationToken).ConfigureAwait(false);
            return new RabbitSession(connection, input, output);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task CloseAsync(object sender, ShutdownEventArgs shutdown)
    {
        _closed.TrySetResult(
            shutdown.ReplyCode == Constants.PreconditionFailed && shutdown.ReplyText.Contains("timed out", StringComparison.Ordinal)
                ? $"{shutdown.ReplyText}. An item takes longer than the broker waits for its acknowledgement: set consumer_timeout in its "
                    + "rabbitmq.conf to more milliseconds than the longest item needs."
                : shutdown.ReplyText
        );
        return Task.CompletedTask;
    }
}
