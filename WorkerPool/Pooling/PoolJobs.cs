using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The jobs of a pool that have not ended, and the order in which they wait for a worker.</summary>
/// <param name="effects">Gets the end of each job.</param>
internal sealed class PoolJobs(List<PoolEffect> effects)
{
    private readonly LinkedList<JobState> _waiting = new();
    private readonly Dictionary<long, JobState> _jobs = [];

    /// <summary>The outcome of every job from now on; null while the pool does jobs.</summary>
    private JobOutcome? _over;

    /// <summary>The outcome of every job that comes from now on; null while the pool takes jobs.</summary>
    private JobOutcome? _refusal;

    /// <summary>True when every job has ended.</summary>
    public bool IsEmpty => _jobs.Count == 0;

    /// <summary>The number of jobs that wait for a worker.</summary>
    public int WaitingCount => _waiting.Count;

    public void Add(PoolJob job)
    {
        JobState state = new(job);
        _jobs.Add(job.Id, state);
        if ((_refusal ?? _over) is { } outcome)
        {
            End(state, outcome);
        }
        else
        {
            _waiting.AddLast(state.Place);
        }
    }

    public JobState? Find(long jobId) => _jobs.GetValueOrDefault(jobId);

    /// <returns>True when a job has not ended.</returns>
    public bool Contains(JobState job) => _jobs.ContainsKey(job.Job.Id);

    /// <summary>Gives the first waiting job to a worker.</summary>
    /// <returns>The call that the worker gets.</returns>
    public Call Assign(WorkerState worker)
    {
        JobState job = _waiting.First!.Value;
        _waiting.RemoveFirst();
        worker.Assigned.AddLast(job.Place);
        job.Worker = worker;
        return new Call(job.Job.Id, job.Job.Payload);
    }

    /// <summary>Ends a waiting job as cancelled.</summary>
    public void CancelWaiting(JobState job)
    {
        _waiting.Remove(job.Place);
        End(job, new JobOutcome.Cancelled());
    }

    /// <summary>Takes back the jobs that a lost worker has not begun. They are not lost with it.</summary>
    public void TakeBack(WorkerState worker)
    {
        while (worker.Assigned.Last is { } place)
        {
            worker.Assigned.RemoveLast();
            Requeue(place.Value);
        }
    }

    /// <summary>Puts a job in front of the waiting ones, unless it need not be done any more.</summary>
    public void Requeue(JobState job)
    {
        job.Worker = null;
        if (job.IsRevoked || _over is not null)
        {
            End(job, job.IsRevoked ? new JobOutcome.Cancelled() : _over!);
        }
        else
        {
            _waiting.AddFirst(job.Place);
        }
    }

    public void End(JobState job, JobOutcome outcome)
    {
        _jobs.Remove(job.Job.Id);
        effects.Add(new PoolEffect.End(job.Job.Id, outcome));
    }

    /// <summary>Ends the waiting jobs.</summary>
    public void EndWaiting(JobOutcome outcome)
    {
        while (_waiting.First is { } place)
        {
            _waiting.RemoveFirst();
            End(place.Value, outcome);
        }
    }

    /// <summary>Ends the waiting jobs, and all that come later. The first reason counts.</summary>
    public void Break(JobOutcome outcome)
    {
        _over ??= outcome;
        EndWaiting(_over);
    }

    /// <summary>Ends those that come from now on; the others go on.</summary>
    public void Refuse(JobOutcome outcome) => _refusal = outcome;

    /// <summary>Ends every job now, and all that come later.</summary>
    public void EndAll(JobOutcome outcome)
    {
        _over = outcome;
        _waiting.Clear();
        foreach (JobState job in _jobs.Values.OrderBy(job => job.Job.Id).ToArray())
        {
            End(job, job.IsRevoked ? new JobOutcome.Cancelled() : outcome);
        }
    }
}

/// <summary>The state of a job that has not ended.</summary>
internal sealed class JobState
{
    public JobState(PoolJob job)
    {
        Job = job;
        Place = new LinkedListNode<JobState>(this);
    }

    public PoolJob Job { get; }

    /// <summary>Its node in the list of those that wait, or of those that its worker was asked.</summary>
    public LinkedListNode<JobState> Place { get; }

    public WorkerState? Worker { get; set; }

    public bool IsRevoked { get; set; }

    /// <summary>The number of workers that were lost while they did it.</summary>
    public int Losses { get; set; }

    public string Describe() => Job.Subject is { } subject ? $"it ran {subject}" : $"it did job {Job.Id}";
}
