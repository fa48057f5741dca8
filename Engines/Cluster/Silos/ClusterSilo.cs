using System.Net;
using System.Net.Sockets;
using ConcurrencyBench.Engines.Cluster.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;
using StackExchange.Redis;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>Builds the silos of a cluster: the giver's and those of the hosts.</summary>
internal static class ClusterSilo
{
    /// <summary>The beginning of the names of silos that run items.</summary>
    public const string HostPrefix = "host-";

    // Another program can take a free port between the search for it and the start of the silo.
    private const int Attempts = 5;
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    /// <summary>Starts a silo. The caller ends it.</summary>
    /// <param name="settings">The cluster.</param>
    /// <param name="name">The silo's name.</param>
    /// <param name="port">Its port; 0 for a free one.</param>
    /// <param name="fatal">Gets the message when the silo can go on no more, because the others have declared it dead.</param>
    /// <param name="configure">Adds services.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HostException">It cannot join.</exception>
    public static async Task<IHost> StartAsync(
        OrleansSettings settings,
        string name,
        int port,
        Action<string> fatal,
        Action<IServiceCollection> configure,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(JoinLimit);
        for (int attempt = 1; ; attempt++)
        {
            IPAddress address = settings.Membership.FindOwnAddress();
            IPEndPoint endPoint = new(address, port == 0 ? FreePorts.Find(address) : port);
            IHost silo = Build(settings, name, endPoint, fatal, configure);
            try
            {
                await silo.StartAsync(limit.Token).ConfigureAwait(false);
                return silo;
            }
            catch (Exception exception)
            {
                await EndAsync(silo).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (port != 0 || attempt == Attempts || exception.GetBaseException() is not SocketException)
                {
                    throw new HostException(
                        $"The silo at {endPoint} cannot join '{settings.Name}' at {settings.Membership}: "
                            + exception.GetBaseException().Message,
                        exception
                    );
                }
            }
        }
    }

    /// <summary>Leaves the cluster, and ends the silo.</summary>
    public static async Task EndAsync(IHost silo)
    {
        using CancellationTokenSource limit = new(StopLimit);
        try
        {
            await silo.StopAsync(limit.Token).ConfigureAwait(false);
            await ((IAsyncDisposable)silo).DisposeAsync().AsTask().WaitAsync(StopLimit).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A silo that is cut off or was declared dead fails in whatever it waits for; its end is all that is wanted.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Debug.WriteLine(exception);
        }
    }

    private static IHost Build(
        OrleansSettings settings,
        string name,
        IPEndPoint endPoint,
        Action<string> fatal,
        Action<IServiceCollection> configure
    ) =>
        new HostBuilder()
            .UseOrleans(silo =>
            {
                silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.Name, settings.Name))
                    .Configure<SiloOptions>(options => options.SiloName = name)
                    .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout)
                    .Configure<ClusterMembershipOptions>(options => Configure(options, settings))
                    .ConfigureEndpoints(endPoint.Address, endPoint.Port, gatewayPort: 0)
                    .AddPlacementDirector<NamedSiloPlacement, NamedSiloDirector>();
                Join(silo, settings, endPoint);
            })
            .ConfigureServices(services =>
            {
                services
                    .AddSingleton<IHostLifetime, OwnersLifetime>()
                    .AddSingleton<IFatalErrorHandler>(new FatalHandler(fatal))
                    .AddSerializer(serializer => serializer.AddAssembly(typeof(ClusterSilo).Assembly));
                configure(services);
            })
            .Build();

    private static void Join(ISiloBuilder silo, OrleansSettings settings, IPEndPoint endPoint)
    {
        OrleansMembership membership = settings.Membership;
        IPEndPoint place = new(membership.Address, membership.Port);
        if (membership.IsRedis)
        {
            silo.UseRedisClustering(options =>
                options.ConfigurationOptions = new ConfigurationOptions { EndPoints = { place }, AbortOnConnectFail = false }
            );
        }
        else
        {
            silo.UseDevelopmentClustering(place.Equals(endPoint) ? null : place);
        }
    }

    // A silo that has been killed is found dead by the next one after three missed signs of life in the table, not after minutes.
    private static void Configure(ClusterMembershipOptions options, OrleansSettings settings)
    {
        options.ProbeTimeout = settings.ProbeTimeout;

        // Four times as long otherwise, because a host that computes answers probes late: so would a lost one be found.
        options.MaxProbeTimeout = settings.ProbeTimeout;
        options.NumMissedProbesLimit = settings.MissedProbes;

        // A second vote would come later, or from a host that is busy.
        options.NumVotesForDeathDeclaration = 1;
        options.IAmAliveTablePublishTimeout = settings.ProbeTimeout;
        options.NumMissedTableIAmAliveLimit = settings.MissedProbes;
        options.TableRefreshTimeout = settings.ProbeTimeout;
        options.MaxJoinAttemptTime = JoinLimit;
    }

    /// <summary>The silo lives until its owner ends it; the usual lifetime ends the process on Ctrl-C.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Tells the owner, who ends the silo; the usual handler ends the process with a crash.</summary>
    private sealed class FatalHandler(Action<string> fatal) : IFatalErrorHandler
    {
        public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

        public void OnFatalException(object? sender, string? context, Exception? exception) =>
            fatal($"{context} {exception?.Message}".Trim());
    }
}
