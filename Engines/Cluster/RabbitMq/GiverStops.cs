using System.Collections.Concurrent;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>Stops runs on the hosts of a giver, also on hosts that cannot be told just then.</summary>
internal sealed class GiverStops(GiverChannel channel, GiverHosts hosts)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // A host that is away for longer than that many runs has been given up.
    private const int MostNotStopped = 64;

    private readonly ConcurrentQueue<Guid> _notStopped = [];

    /// <summary>Purges what no host has of a run, and waits until every host has said that nothing of it runs; 5 s at most.</summary>
    public async Task StopAsync(RabbitSession session, Guid run)
    {
        long start = Stopwatch.GetTimestamp();
        hosts.BeginStop(run);
        try
        {
            await channel.CancelAsync(session, run).ConfigureAwait(false);
            for (Task changed = hosts.Changed; Stopwatch.GetElapsedTime(start) < Limit; changed = hosts.Changed)
            {
                if (hosts.HaveStopped(await channel.CountHostsAsync(session).ConfigureAwait(false)))
                {
                    return;
                }

                await Task.WhenAny(changed, Task.Delay(Poll)).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (RabbitSession.IsOfBroker(exception))
        {
            // Its hosts are told when they are there again.
        }

        _notStopped.Enqueue(run);
        while (_notStopped.Count > MostNotStopped)
        {
            _notStopped.TryDequeue(out _);
        }
    }

    /// <summary>Tells the hosts of each run that they have not stopped.</summary>
    /// <remarks>A host that connects later than the giver has no queue yet when the giver says so: each that joins is told again.</remarks>
    public async Task TellAsync(RabbitSession session)
    {
        foreach (Guid run in _notStopped)
        {
            await channel.TellCancelledAsync(session, run).ConfigureAwait(false);
        }
    }
}
