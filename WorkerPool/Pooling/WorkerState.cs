using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The phases of a worker's life.</summary>
internal enum WorkerPhase
{
    /// <summary>Started, and has not greeted.</summary>
    Starting,

    /// <summary>Has greeted; does jobs or waits for some.</summary>
    Ready,

    /// <summary>Its input is closed; it does nothing any more.</summary>
    Closing,
}

/// <summary>A worker as its pool knows it.</summary>
internal sealed class WorkerState(int id)
{
    private LossReason _reason = LossReason.Ended;
    private string? _sent;
    private bool _isDistrusted;

    public int Id => id;

    public WorkerPhase Phase { get; set; } = WorkerPhase.Starting;

    /// <summary>The jobs that it was asked and has not answered, in order.</summary>
    public LinkedList<JobState> Assigned { get; } = new();

    /// <summary>The job that it does or does next. Answers come in the order of the calls, so only this one can be answered.</summary>
    public JobState? First => Assigned.First?.Value;

    /// <summary>The exception of its initializer, after which it begins no job; or null.</summary>
    public ThrownException? Refusal { get; set; }

    /// <summary>True when it has answered a job. A worker that never began any is a failed start.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>True while the limit of silence is armed.</summary>
    public bool IsWatched { get; set; }

    /// <summary>True when it has sent anything since the limit of silence was armed.</summary>
    public bool IsHeard { get; set; }

    /// <summary>True when it was pinged and has sent nothing since.</summary>
    public bool IsPinged { get; set; }

    /// <summary>True when it was asked for jobs back and has not answered that.</summary>
    public bool IsRecalled { get; set; }

    /// <summary>True when it has got jobs since it was asked for some back. Its answer may not count those.</summary>
    public bool HasMoreSinceRecall { get; set; }

    /// <summary>True when it had no job to give back, and has answered and got none since.</summary>
    public bool HasNoneToGiveBack { get; set; }

    /// <summary>True while the limit of pace is armed.</summary>
    public bool IsPaced { get; set; }

    /// <summary>The number of jobs that it has answered since the last look at its pace.</summary>
    public int Answers { get; set; }

    /// <summary>The number of jobs that it gets at once, where each of them would go alone.</summary>
    public int Together { get; set; } = 1;

    /// <summary>The number of jobs that it has answered.</summary>
    public int Done { get; set; }

    /// <summary>The reason for which it is to end when it has no job; or null.</summary>
    public RetireReason? Retirement { get; private set; }

    /// <summary>True while its memory is measured, or the limit until then is armed.</summary>
    public bool IsMeasured { get; set; }

    /// <summary>True while the limit of idleness is armed.</summary>
    public bool IsIdleWatched { get; set; }

    /// <summary>True when it has got a job since that limit was armed.</summary>
    public bool HasWorked { get; set; }

    /// <summary>True when it has been idle for as long as that limit.</summary>
    public bool IsRested { get; set; }

    /// <summary>True when it has broken the protocol. Nothing that it sends later counts.</summary>
    public bool IsDistrusted => _isDistrusted;

    /// <summary>True when it was killed. What it sent before still comes in, but it does nothing any more.</summary>
    private bool IsCondemned => _reason != LossReason.Ended;

    /// <summary>True when it does jobs, or is idle or about to end.</summary>
    public bool CanWork => Phase == WorkerPhase.Ready && !IsCondemned && Refusal is null;

    /// <summary>True while it may still say that it cannot begin.</summary>
    public bool MayRefuse => Phase == WorkerPhase.Ready && !HasAnswered && Refusal is null;

    public bool IsIdle => CanWork && Assigned.Count == 0 && Retirement is null;

    /// <summary>True when it may have jobs that it has not begun, and can be asked for them.</summary>
    public bool MayBeRecalled => CanWork && Assigned.Count > 1 && !IsRecalled && !HasNoneToGiveBack;

    /// <summary>Notes that it is to end when it has no job; the first reason counts.</summary>
    public void Retire(RetireReason reason) => Retirement ??= reason;

    /// <summary>Notes that it is asked for jobs back.</summary>
    /// <returns>The question.</returns>
    public PoolEffect.Send Recall(int count)
    {
        IsRecalled = true;
        HasMoreSinceRecall = false;
        return new PoolEffect.Send(Id, [new Recall(count)]);
    }

    /// <returns>True when these are the last of its jobs, without <see cref="First"/>, and it was asked for some.</returns>
    public bool MayGiveBack(ImmutableArray<long> jobIds) =>
        IsRecalled
        && (jobIds.IsEmpty || jobIds.Length < Assigned.Count)
        && Assigned.TakeLast(jobIds.Length).Select(job => job.Job.Id).SequenceEqual(jobIds);

    /// <returns>True when a job is <see cref="First"/>.</returns>
    public bool IsFirst(long? jobId) => First is { } first && first.Job.Id == jobId;

    /// <summary>Removes <see cref="First"/> from its jobs.</summary>
    public JobState TakeFirst()
    {
        JobState first = Assigned.First!.Value;
        Assigned.RemoveFirst();
        return first;
    }

    /// <summary>Removes the jobs that it has begun: calls are done in order, so all before the last one that was begun.</summary>
    /// <remarks>Usually one. There are more when answers were written and could not be read any more.</remarks>
    /// <param name="lastBegun">The job that it has begun last; those before it that were answered are gone already.</param>
    public ImmutableArray<JobState> TakeBegun(long? lastBegun)
    {
        int count = Assigned.TakeWhile(job => job.Job.Id != lastBegun).Count() + 1;
        return count > Assigned.Count ? [] : [.. Enumerable.Range(0, count).Select(_ => TakeFirst())];
    }

    /// <summary>Notes the reason for its end; the first one counts, and any protocol error.</summary>
    /// <returns>Its end.</returns>
    public PoolEffect.Kill Kill(LossReason reason, string? sent = null)
    {
        _isDistrusted |= reason == LossReason.Protocol;
        if (_reason == LossReason.Ended)
        {
            _reason = reason;
            _sent = sent;
        }

        return new PoolEffect.Kill(Id);
    }

    /// <returns>The exit with the reason for which the pool killed the worker, if it did.</returns>
    public WorkerExit Explain(WorkerExit exit) => _reason == LossReason.Ended ? exit : exit with { Reason = _reason, Sent = _sent };
}
