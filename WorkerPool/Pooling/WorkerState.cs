using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>Where a worker is in its life.</summary>
internal enum WorkerPhase
{
    /// <summary>Started, and has not greeted.</summary>
    Starting,

    /// <summary>Has greeted; does jobs or waits for some.</summary>
    Ready,

    /// <summary>Its input is closed; it does nothing any more.</summary>
    Closing,
}

/// <summary>What a pool knows of a worker.</summary>
internal sealed class WorkerState(int id)
{
    private WorkerLossReason _reason = WorkerLossReason.Ended;
    private string? _sent;

    public int Id => id;

    public WorkerPhase Phase { get; set; } = WorkerPhase.Starting;

    /// <summary>What it was asked and has not answered, in order.</summary>
    public LinkedList<JobState> Assigned { get; } = new();

    /// <summary>The job that it does, or is about to do; answers come in the order of the calls, so only this one can be answered.</summary>
    public JobState? First => Assigned.First?.Value;

    /// <summary>Whether it has ever answered a job. One that never began any is a failed start.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>Whether the limit of silence is armed.</summary>
    public bool IsWatched { get; set; }

    /// <summary>Whether it sent anything since the limit of silence was armed.</summary>
    public bool IsHeard { get; set; }

    /// <summary>Whether it was asked if it is there, and has sent nothing since.</summary>
    public bool IsPinged { get; set; }

    /// <summary>Whether it sent what no worker sends. Nothing that it sends later counts.</summary>
    public bool IsDistrusted => _sent is not null;

    /// <summary>Whether it was killed. What it sent before still comes in, but it does nothing any more.</summary>
    private bool IsCondemned => _reason != WorkerLossReason.Ended;

    public bool IsIdle => Phase == WorkerPhase.Ready && Assigned.Count == 0 && !IsCondemned;

    /// <returns>Whether a job is <see cref="First"/>.</returns>
    public bool IsFirst(long? jobId) => First is { } first && first.Job.Id == jobId;

    /// <returns><see cref="First"/>, which is its no longer.</returns>
    public JobState TakeFirst()
    {
        JobState first = Assigned.First!.Value;
        Assigned.RemoveFirst();
        return first;
    }

    /// <summary>Notes why it is killed; the first reason counts, and any protocol error.</summary>
    public void Condemn(WorkerLossReason reason, string? sent = null)
    {
        _sent ??= sent;
        if (_reason == WorkerLossReason.Ended)
        {
            _reason = reason;
        }
    }

    /// <returns>How it ended, with the reason why it was killed where it was.</returns>
    public WorkerExit Explain(WorkerExit exit) => _reason == WorkerLossReason.Ended ? exit : exit with { Reason = _reason, Sent = _sent };
}

/// <summary>What a pool knows of a job that has not ended.</summary>
internal sealed class JobState
{
    public JobState(PoolJob job)
    {
        Job = job;
        Place = new LinkedListNode<JobState>(this);
    }

    public PoolJob Job { get; }

    /// <summary>In the list of those that wait, or of those that its worker was asked.</summary>
    public LinkedListNode<JobState> Place { get; }

    public WorkerState? Worker { get; set; }

    public bool IsRevoked { get; set; }

    /// <summary>How many workers were lost doing it.</summary>
    public int Losses { get; set; }

    public string Describe() => Job.Subject is { } subject ? $"it ran {subject}" : $"it did job {Job.Id}";
}
