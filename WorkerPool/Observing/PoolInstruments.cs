using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers.Observing;

/// <summary>The meter that all pools of this process share.</summary>
internal static class PoolInstruments
{
    public const string Name = "ConcurrencyBench.WorkerPool";
    public const string PoolTag = "workerpool.name";
    public const string ReasonTag = "workerpool.loss.reason";
    public const string RetireTag = "workerpool.retirement.reason";
    public const string ErrorTag = "error.type";
    public const string WorkerTag = "workerpool.worker.pid";
    public const string JobTag = "workerpool.job.id";
    public const string SubjectTag = "workerpool.job.subject";

    // Jobs take from some microseconds to minutes; the usual boundaries begin at 5 ms.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
        [
            0.0001,
            0.00025,
            0.0005,
            0.001,
            0.0025,
            0.005,
            0.01,
            0.025,
            0.05,
            0.1,
            0.25,
            0.5,
            1,
            2.5,
            5,
            10,
            30,
            60,
            300,
        ],
    };

    private static readonly Meter Meter = new(Name);
    private static readonly ConcurrentDictionary<PoolObserver, bool> Pools = new();

    public static readonly Counter<long> Starts = Meter.CreateCounter<long>(
        "workerpool.worker.starts",
        "{worker}",
        "The worker processes that were started."
    );

    public static readonly Counter<long> FailedStarts = Meter.CreateCounter<long>(
        "workerpool.worker.failed_starts",
        "{worker}",
        "The workers that were not started, or ended before they had begun any job."
    );

    public static readonly Counter<long> Losses = Meter.CreateCounter<long>(
        "workerpool.worker.losses",
        "{worker}",
        "The workers that ended although they were not asked to."
    );

    public static readonly Counter<long> Retirements = Meter.CreateCounter<long>(
        "workerpool.worker.retirements",
        "{worker}",
        "The workers that were closed after their jobs while the pool goes on."
    );

    public static readonly Counter<long> Quarantined = Meter.CreateCounter<long>(
        "workerpool.quarantined",
        "{payload}",
        "The payloads that were put in quarantine."
    );

    public static readonly Histogram<double> Wait = Meter.CreateHistogram(
        "workerpool.job.wait.duration",
        "s",
        "The time from the submission of a job until a worker can begin it.",
        tags: null,
        Seconds
    );

    public static readonly Histogram<double> Run = Meter.CreateHistogram(
        "workerpool.job.run.duration",
        "s",
        "The time from the moment when a worker can begin a job until its end.",
        tags: null,
        Seconds
    );

    public static readonly Instrument Waiting = Observe(
        "workerpool.jobs.waiting",
        "{job}",
        "The jobs that wait for a worker.",
        counts => counts.Waiting
    );

    public static readonly Instrument Running = Observe(
        "workerpool.jobs.running",
        "{job}",
        "The jobs that workers do.",
        counts => counts.Running
    );

    public static readonly Instrument Workers = Observe(
        "workerpool.workers",
        "{worker}",
        "The workers that were started and have not ended.",
        counts => counts.Workers
    );

    /// <summary>True while somebody listens to the times of jobs.</summary>
    public static bool AreJobsWatched => Wait.Enabled || Run.Enabled;

    /// <summary>Counts a pool among those that are observed.</summary>
    public static void Add(PoolObserver pool) => Pools.TryAdd(pool, true);

    public static void Remove(PoolObserver pool) => Pools.TryRemove(pool, out _);

    /// <returns>The value of <see cref="ReasonTag"/>.</returns>
    public static string ToTag(LossReason reason) =>
        reason switch
        {
            LossReason.Ended => "ended",
            LossReason.Protocol => "protocol",
            LossReason.Silent => "silent",
            LossReason.TimeLimit => "time_limit",
            LossReason.Host => "host",
            LossReason.MemoryLimit => "memory_limit",
            _ => throw new UnreachableException(),
        };

    /// <returns>The value of <see cref="RetireTag"/>.</returns>
    public static string ToTag(RetireReason reason) =>
        reason switch
        {
            RetireReason.Jobs => "jobs",
            RetireReason.Memory => "memory",
            RetireReason.Idle => "idle",
            _ => throw new UnreachableException(),
        };

    private static ObservableUpDownCounter<int> Observe(string name, string unit, string description, Func<PoolCounts, int> count) =>
        Meter.CreateObservableUpDownCounter(
            name,
            () => Pools.Keys.Select(pool => new Measurement<int>(count(pool.Count()), pool.Tag)),
            unit,
            description
        );
}
