using ConcurrencyBench.Workers.Pooling;
using Xunit.Sdk;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>What a pool must know, kept independently of it: its jobs, its workers, and what was promised.</summary>
/// <param name="rules">The rules of the pool.</param>
internal sealed class SimulatedPool(PoolRules rules)
{
    /// <summary>The rules of the pool.</summary>
    public PoolRules Rules => rules;

    /// <summary>The worker processes that live.</summary>
    public SortedDictionary<int, SimulatedWorker> Workers { get; } = [];

    /// <summary>The jobs that were given up.</summary>
    public SortedSet<long> Revoked { get; } = [];

    /// <summary>Those among them whose deadlines have passed.</summary>
    public SortedSet<long> Expired { get; } = [];

    /// <summary>The jobs that have ended.</summary>
    public SortedSet<long> Ended { get; } = [];

    /// <summary>The terms of each job.</summary>
    public SortedDictionary<long, JobTerms?> Terms { get; } = [];

    /// <summary>The jobs that are messages of a batch.</summary>
    public SortedSet<long> Messages { get; } = [];

    /// <summary>The number of times that each job was begun.</summary>
    public SortedDictionary<long, int> Beginnings { get; } = [];

    /// <summary>The number of workers that were lost with each job.</summary>
    public SortedDictionary<long, int> Losses { get; } = [];

    /// <summary>The number of losses that count against each payload.</summary>
    public SortedDictionary<long, int> PayloadLosses { get; } = [];

    /// <summary>The number of jobs that were submitted; their ids begin at 0.</summary>
    public int Submitted { get; set; }

    /// <summary>The worker that was started last.</summary>
    public int LastWorker { get; set; }

    /// <summary>The number of starts that have failed one after the other.</summary>
    public int FailedStarts { get; set; }

    /// <summary>True while no start may be tried.</summary>
    public bool IsPaused { get; set; }

    /// <summary>True while the end of a pause is to come.</summary>
    public bool IsPauseArmed { get; set; }

    /// <summary>The deadline for which the limit of the pool runs; or null.</summary>
    public TimeSpan? Deadline { get; set; }

    /// <summary>The health that the pool must have told of.</summary>
    public PoolStatus Status { get; set; } = PoolStatus.Healthy;

    /// <summary>True when a loss has ended all jobs.</summary>
    public bool IsBroken { get; set; }

    /// <summary>True when it takes no jobs any more.</summary>
    public bool IsDraining { get; set; }

    /// <summary>True when it was disposed, or has drained.</summary>
    public bool IsDisposed { get; set; }

    /// <summary>True when every job ends without being done.</summary>
    public bool IsOver => IsDisposed || IsBroken;

    public static bool CanWork(SimulatedWorker worker) => worker is { HasGreeted: true, IsKilled: false, IsClosed: false, IsWrong: false };

    public bool IsTired(SimulatedWorker worker) => worker.IsFat || (Rules.Lives.MaxJobs > 0 && worker.Done >= Rules.Lives.MaxJobs);

    public bool MustEnd(SimulatedWorker worker) =>
        worker.Asked.Count == 0
        && (IsTired(worker) || (worker.IsRested && Workers.Values.Count(other => !other.IsClosed) > Rules.Lives.MinWorkers));

    public static long PayloadOf(long job) => job % 2;

    public bool IsQuarantined(long job) =>
        Rules.QuarantineAfter > 0 && PayloadLosses.GetValueOrDefault(PayloadOf(job)) >= Rules.QuarantineAfter;

    public int PriorityOf(long job) => Terms[job]?.Priority ?? 0;

    public int RetriesOf(long job) => Terms[job]?.Retries ?? Rules.Retries;

    public bool IsLimited(long job) => Terms[job]?.Limit is { } limit ? limit != Timeout.InfiniteTimeSpan : Rules.LimitsJobs;

    /// <returns>True when a job waits that has a higher priority.</returns>
    public bool IsUrgent(int priority) => Waiting().Any(job => PriorityOf(job) > priority);

    public bool IsFree(SimulatedWorker worker) => CanWork(worker) && worker.Asked.Count == 0 && !IsTired(worker);

    public IEnumerable<long> Open() => Enumerable.Range(0, Submitted).Select(job => (long)job).Where(job => !Ended.Contains(job));

    public IEnumerable<long> Waiting() => Open().Where(job => !IsAsked(job));

    public bool IsAsked(long job) => Workers.Values.Any(worker => !worker.IsClosed && worker.Asked.Contains(job));

    public static bool IsGivenUp(Exception? exception) => exception is OperationCanceledException or JobDeadlineException;

    public bool IsOverException(Exception? exception) =>
        exception switch
        {
            OperationCanceledException or JobDeadlineException => true,
            ObjectDisposedException => IsDisposed || IsDraining,
            WorkerLostException => IsBroken,
            _ => false,
        };

    /// <summary>Notes that a job has ended, or that no more come: it is disposed when its last job has ended.</summary>
    public void NoteIfDrained()
    {
        if (IsDraining && !IsDisposed && !Open().Any())
        {
            IsDisposed = true;
            Status = PoolStatus.Disposed;
        }
    }

    /// <summary>Notes jobs that were submitted.</summary>
    public void NoteTerms(IEnumerable<PoolJob> submitted)
    {
        foreach (PoolJob job in submitted)
        {
            Terms[job.Id] = job.Terms;
            if (job.Form == JobForm.Many)
            {
                Messages.Add(job.Id);
            }
        }
    }

    /// <returns>A worker that lives.</returns>
    public SimulatedWorker Alive(int worker) =>
        Workers.TryGetValue(worker, out SimulatedWorker? alive)
            ? alive
            : throw new XunitException("An effect is for a worker that is gone.");
}
