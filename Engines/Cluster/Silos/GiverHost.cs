using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>A host as the giver sees it.</summary>
/// <param name="address">Its silo.</param>
/// <param name="hello">What it has announced.</param>
/// <param name="grain">Its grain.</param>
/// <param name="pollLimit">See <see cref="OrleansSettings.PollLimit"/>.</param>
internal sealed class GiverHost(SiloAddress address, HostHello hello, IItemHost grain, TimeSpan pollLimit) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Its silo.</summary>
    public SiloAddress Address => address;

    /// <summary>What it has announced.</summary>
    public HostHello Hello => hello;

    /// <summary>Its grain.</summary>
    public IItemHost Grain => grain;

    /// <summary>Cancelled when it has left or is dead.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>The host has left, or was declared dead.</summary>
    public void Leave() => _gone.Cancel();

    /// <summary>Has a message run.</summary>
    /// <remarks>
    /// Orleans delivers a call at most once. A call without an answer is sent again for as long as the host is there, which runs each
    /// message once and gives the same answers again.
    /// </remarks>
    /// <param name="run">The run.</param>
    /// <param name="message">The message.</param>
    /// <param name="resent">Gets the reason of each call that is sent again because its answer was lost.</param>
    /// <returns>The answers, or none where the host gives it back; null where the host is gone.</returns>
    public async Task<byte[][]?> RunAsync(GiverRun run, int message, Action<Exception> resent)
    {
        byte[][] items = run.Encode(message);
        while (!Gone.IsCancellationRequested)
        {
            Task<byte[][]?> call = grain.RunAsync(run.Id, message, items, pollLimit);
            try
            {
                if (await call.WaitAsync(Gone).ConfigureAwait(false) is { } answers)
                {
                    return answers;
                }
            }
            catch (OperationCanceledException) when (Gone.IsCancellationRequested)
            {
                // It may live and only be cut off: its answer still comes then.
                _ = KeepLateAsync(call, run, message);
            }
            catch (Exception exception) when (IsLost(exception))
            {
                resent(exception);
                await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <returns>True for a call that may not have reached the host, or whose answer did not come.</returns>
    public static bool IsLost(Exception exception) => exception is TimeoutException or OrleansException or IOException;

    /// <inheritdoc/>
    public void Dispose() => _gone.Dispose();

    private static async Task KeepLateAsync(Task<byte[][]?> call, GiverRun run, int message)
    {
        try
        {
            run.Keep(message, await call.ConfigureAwait(false) ?? []);
        }
        catch (Exception exception) when (IsLost(exception))
        {
            // It was lost with its host.
        }
    }
}
