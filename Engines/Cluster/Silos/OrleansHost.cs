using System.Net.Sockets;
using ConcurrencyBench.Engines.Cluster.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>A host as a silo: it runs items that the giver's calls bring.</summary>
internal sealed class OrleansHost : IClusterHost
{
    private static readonly TimeSpan FetchLimit = TimeSpan.FromMilliseconds(500);

    private readonly OrleansSettings _settings;
    private readonly HostHello _hello;
    private readonly HostWork _work;
    private readonly CancellationTokenSource _left = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IHost? _silo;

    /// <param name="settings">The cluster.</param>
    /// <param name="hello">What it announces.</param>
    /// <param name="run">Runs an item; null for what hosts run.</param>
    public OrleansHost(OrleansSettings settings, HostHello hello, Func<byte[], CancellationToken, byte[]>? run = null)
    {
        (_settings, _hello) = (settings, hello);
        _work = new HostWork(hello.Cores, run);
    }

    /// <inheritdoc/>
    public Task Ended => _ended.Task;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        OrleansHostState state = new(_hello, _work, Fail);
        _silo = await ClusterSilo
            .StartAsync(
                _settings,
                $"{ClusterSilo.HostPrefix}{_hello.Id:N}",
                port: 0,
                Fail,
                services => services.AddSingleton(state),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (!_settings.Membership.IsRedis)
        {
            _ = Task.Run(WatchGiverAsync, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async Task DrainAsync()
    {
        await _work.DrainAsync().ConfigureAwait(false);

        // The answers are kept here until they have been fetched; the giver fetches one as soon as it is there.
        await Task.Delay(FetchLimit).ConfigureAwait(false);
        await EndSiloAsync().ConfigureAwait(false);
        _ended.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndSiloAsync().ConfigureAwait(false);
        _work.Dispose();
        _ended.TrySetResult();
        _left.Dispose();
    }

    private void Fail(string reason) => _ended.TrySetException(new HostException(reason));

    private async Task EndSiloAsync()
    {
        if (Interlocked.Exchange(ref _silo, null) is { } silo)
        {
            await _left.CancelAsync().ConfigureAwait(false);
            await ClusterSilo.EndAsync(silo).ConfigureAwait(false);
        }
    }

    // Where the giver keeps the table of members, there is nobody who could say that it is gone.
    private async Task WatchGiverAsync()
    {
        try
        {
            for (int missed = 0; missed < _settings.MissedProbes; )
            {
                await Task.Delay(_settings.ProbeTimeout, _left.Token).ConfigureAwait(false);
                missed = await IsGiverThereAsync().ConfigureAwait(false) ? 0 : missed + 1;
            }

            Fail($"The giver at {_settings.Membership} is gone.");
        }
        catch (OperationCanceledException)
        {
            // The host has left.
        }
    }

    private async Task<bool> IsGiverThereAsync()
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        limit.CancelAfter(_settings.ProbeTimeout);
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(_settings.Membership.Address, _settings.Membership.Port, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException && !_left.IsCancellationRequested)
        {
            return false;
        }
    }
}
