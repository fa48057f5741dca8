namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>One RabbitMQ server for all models of this process that name none. It runs as long as one of them uses it.</summary>
internal sealed class SharedBroker : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static BrokerServer? s_server;
    private static int s_users;
    private bool _isDisposed;

    private SharedBroker(Uri address) => Address = address;

    /// <summary>The server's address.</summary>
    public Uri Address { get; }

    /// <summary>Starts the server, unless it runs.</summary>
    /// <returns>A use of it; the server ends with the last one.</returns>
    /// <exception cref="Hosts.HostException">It does not start.</exception>
    public static async Task<SharedBroker> UseAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            s_server ??= await BrokerServer.StartAsync(cancellationToken).ConfigureAwait(false);
            s_users++;
            return new SharedBroker(s_server.Address);
        }
        finally
        {
            Gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (--s_users == 0 && s_server is { } server)
            {
                s_server = null;
                await server.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            Gate.Release();
        }
    }
}
