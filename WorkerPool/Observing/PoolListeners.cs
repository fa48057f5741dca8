using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers.Observing;

/// <summary>Those that listen to the pools of this process.</summary>
internal static class PoolListeners
{
    public static readonly ActivitySource Activities = new(PoolInstruments.Name);

    private static volatile bool s_isMeterMade;

    /// <summary>
    /// The events that pools are to report: those of jobs only while somebody listens to their times, which is unknown without the meter.
    /// </summary>
    public static PoolWatch Watch =>
        !s_isMeterMade || PoolInstruments.AreJobsWatched || Activities.HasListeners() ? PoolWatch.Jobs : PoolWatch.Workers;

    /// <summary>Makes the meter. It takes as long as all else that the host does for a first job.</summary>
    public static void MakeMeter()
    {
        if (!s_isMeterMade)
        {
            _ = PoolInstruments.AreJobsWatched;
            s_isMeterMade = true;
        }
    }
}
