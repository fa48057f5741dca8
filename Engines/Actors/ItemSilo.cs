using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;

namespace ConcurrencyBench.Engines.Actors;

/// <summary>A silo in this process, a cluster of its own on the loopback interface.</summary>
internal static class ItemSilo
{
    // A worker's call lasts as long as the run. Orleans ends calls after 30 s unless it is told otherwise.
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(1);

    // Another program can take a free port between the search for it and the start of the silo.
    private const int Attempts = 5;

    /// <summary>Starts a silo. The caller stops and disposes it.</summary>
    public static async Task<IHost> StartAsync()
    {
        for (int attempt = 1; ; attempt++)
        {
            IHost silo = Create(FindFreePort());
            try
            {
                await silo.StartAsync().ConfigureAwait(false);
                return silo;
            }
            catch (Exception exception) when (attempt < Attempts && exception.GetBaseException() is SocketException)
            {
                await ((IAsyncDisposable)silo).DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // Without a gateway: only this process calls.
    private static IHost Create(int port) =>
        new HostBuilder()
            .UseOrleans(silo =>
                silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0)
                    .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = LongestRun)
                    .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = LongestRun)
            )
            .ConfigureServices(services =>
                services
                    .AddSingleton<RunHolder>()
                    // The usual one ends the process on Ctrl-C, which is the program's business.
                    .AddSingleton<IHostLifetime, OwnersLifetime>()
                    .AddSerializer(serializer => serializer.AddAssembly(typeof(ItemSilo).Assembly))
            )
            .Build();

    private static int FindFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The silo lives until its model stops it.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
