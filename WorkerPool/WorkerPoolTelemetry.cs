using ConcurrencyBench.Workers.Observing;

namespace ConcurrencyBench.Workers;

/// <summary>The names under which pools are measured and traced.</summary>
/// <remarks>docs/workers.md lists the instruments, with their units and tags.</remarks>
public static class WorkerPoolTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/> of all pools.</summary>
    public const string MeterName = PoolInstruments.Name;

    /// <summary>The name of the <see cref="ActivitySource"/> of all pools, which has an activity for each job.</summary>
    public const string ActivitySourceName = PoolInstruments.Name;
}
