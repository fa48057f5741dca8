using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers.Observing;

/// <summary>The times and the activity of one job.</summary>
/// <param name="pool">The tag that names the pool.</param>
/// <param name="activity">Its activity, which has started; or null where nobody listens.</param>
internal sealed class WatchedJob(KeyValuePair<string, object?> pool, Activity? activity)
{
    private readonly long _submitted = Stopwatch.GetTimestamp();
    private TimeSpan? _waited;
    private long _began;

    /// <summary>A worker begins it; when a worker is lost with it, another may begin it again.</summary>
    public void Begin(int processId)
    {
        _began = Stopwatch.GetTimestamp();
        _waited ??= Stopwatch.GetElapsedTime(_submitted, _began);
        activity?.SetTag(PoolInstruments.WorkerTag, processId).AddEvent(new ActivityEvent("begun"));
    }

    public void End(JobOutcome outcome)
    {
        string? error = FindError(outcome);
        if (_waited is { } waited)
        {
            PoolInstruments.Wait.Record(waited.TotalSeconds, pool);
            TagList tags = error is null ? [pool] : [pool, new(PoolInstruments.ErrorTag, error)];
            PoolInstruments.Run.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, tags);
        }

        if (error is not null)
        {
            activity?.SetTag(PoolInstruments.ErrorTag, error).SetStatus(ActivityStatusCode.Error, Describe(outcome));
        }

        activity?.Dispose();
    }

    // The convention for error.type: the full name of the exception's type.
    private static string? FindError(JobOutcome outcome) =>
        outcome switch
        {
            JobOutcome.Answered => null,
            JobOutcome.Failed failed => failed.Fault.Thrown.Type,
            JobOutcome.Cancelled => typeof(OperationCanceledException).FullName,
            JobOutcome.Lost => "ConcurrencyBench.Workers.WorkerLostException",
            JobOutcome.NotStarted => "ConcurrencyBench.Workers.WorkerStartException",
            JobOutcome.PoolFailed => typeof(InvalidOperationException).FullName,
            _ => typeof(ObjectDisposedException).FullName,
        };

    private static string? Describe(JobOutcome outcome) =>
        outcome switch
        {
            JobOutcome.Failed failed => failed.Fault.Thrown.Message,
            JobOutcome.Lost lost => lost.Exit.Describe(),
            JobOutcome.NotStarted notStarted => notStarted.Message,
            _ => null,
        };
}
