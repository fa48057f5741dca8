using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The jobs of a pool that have not ended, and the order in which they wait for a worker.</summary>
/// <param name="effects">Gets the end of each job.</param>
/// <param name="quarantine">The payloads that are not given to any worker.</param>
internal sealed class PoolJobs(List<PoolEffect> effects, Quarantine quarantine)
{
    private readonly WaitingJobs _waiting = new();
    private readonly PoolDeadlines _deadlines = new(effects);
    private readonly List<JobState> _ranges = [];

    // Without those of the ranges.
    private readonly Dictionary<long, JobState> _jobs = [];

    /// <summary>The outcome of every job from now on; null while the pool does jobs.</summary>
    private JobOutcome? _over;

    /// <summary>The outcome of every job that comes from now on; null while the pool takes jobs.</summary>
    private JobOutcome? _refusal;

    /// <summary>True when every job has ended.</summary>
    public bool IsEmpty => _jobs.Count == 0 && _ranges.Count == 0;

    /// <summary>The number of jobs that wait for a worker.</summary>
    public int WaitingCount { get; private set; }

    /// <summary>True when jobs end without being done.</summary>
    public bool AreOver => _over is not null;

    /// <summary>The priority of the job that is given out next, where some have another than 0; null when none waits.</summary>
    public int? UrgentPriority => _waiting.ArePrioritized ? _waiting.First?.Priority : null;

    public void Add(PoolJob job)
    {
        JobState state = new(job);
        _jobs.Add(job.Id, state);
        if ((_refusal ?? _over ?? quarantine.Find(job.Payload)) is { } outcome)
        {
            End(state, outcome);
        }
        else
        {
            _waiting.AddLast(state);
            WaitingCount++;
            AddDeadline(job.Terms, job.Id, 1);
        }
    }

    public void Add(JobRange range)
    {
        if ((_refusal ?? _over) is { } outcome)
        {
            EndRange(range, outcome);
            return;
        }

        JobState state = new(range);
        _ranges.Add(state);
        _waiting.AddLast(state);
        WaitingCount += range.Count;
        AddDeadline(range.Terms, range.First, range.Count);
    }

    /// <returns>A job that a worker has or that was submitted with few others; or null.</returns>
    public JobState? Find(long jobId) => _jobs.GetValueOrDefault(jobId);

    /// <returns>True when a job has not ended.</returns>
    public bool Contains(JobState job) => _jobs.ContainsKey(job.Job.Id);

    /// <returns>A job that has not ended; or null. One of a range does not wait any more.</returns>
    public JobState? FindOrTake(long jobId) => Find(jobId) ?? TryTake(jobId);

    /// <returns>The number of the first waiting jobs that go to one worker together.</returns>
    /// <param name="chunk">The most of those that go in chunks.</param>
    /// <param name="quick">The most of those that go alone to a worker that is not known to be quick.</param>
    public int CountTogether(int chunk, int quick) => _waiting.CountTogether(chunk, quick);

    /// <summary>Gives the first waiting job to a worker.</summary>
    /// <returns>The call that the worker gets; null when the job ends instead, because its payload is in quarantine.</returns>
    public Call? Assign(WorkerState worker)
    {
        JobState job = TakeFirst();
        if (quarantine.Find(job.Job.Payload) is { } outcome)
        {
            End(job, outcome);
            return null;
        }

        worker.Assigned.AddLast(job.Place);
        job.Worker = worker;
        return new Call(job.Job.Id, job.Job.Payload, job.Job.Form == JobForm.Many);
    }

    /// <summary>Ends a job that was given up and that no worker has.</summary>
    public void EndGivenUp(JobState job)
    {
        if (job.Place.List is not null)
        {
            _waiting.Remove(job);
            WaitingCount--;
        }

        End(job, job.GivenUp);
    }

    /// <summary>Takes the jobs whose deadlines have passed. Those of a range that were never taken end now.</summary>
    public ImmutableArray<JobState> TakeOverdue()
    {
        ImmutableArray<JobState>.Builder overdue = ImmutableArray.CreateBuilder<JobState>();
        foreach ((long first, int count) in _deadlines.TakeOverdue())
        {
            if (_ranges.Find(state => state.Range!.First == first) is { } waiting)
            {
                WaitingCount -= waiting.Range!.Count;
                EndRange(waiting.Range, new JobOutcome.Expired());
                RemoveIfEmpty(waiting);
            }

            overdue.AddRange(
                count == 1
                    ? Find(first) is { } job
                        ? [job]
                        : []
                    : _jobs.Values.Where(job => job.Job.Id >= first && job.Job.Id < first + count).OrderBy(job => job.Job.Id)
            );
        }

        return overdue.DrainToImmutable();
    }

    /// <summary>Takes back the jobs that a lost worker has not begun. They are not lost with it.</summary>
    public void TakeBack(WorkerState worker) => TakeBack(worker, worker.Assigned.Count);

    /// <summary>Takes back the last jobs of a worker, which it has not begun.</summary>
    public void TakeBack(WorkerState worker, int count)
    {
        for (; count > 0; count--)
        {
            JobState last = worker.Assigned.Last!.Value;
            worker.Assigned.RemoveLast();
            Requeue(last);
        }
    }

    /// <summary>Puts a job in front of the waiting ones, unless it need not be done any more.</summary>
    public void Requeue(JobState job)
    {
        job.Worker = null;
        if (job.IsRevoked)
        {
            End(job, job.GivenUp);
        }
        else
        {
            _waiting.AddFirst(job);
            WaitingCount++;
        }
    }

    public void End(JobState job, JobOutcome outcome)
    {
        _jobs.Remove(job.Job.Id);
        if (job.Job.Terms?.Due is { } due)
        {
            _deadlines.Remove(due, job.Job.Id);
        }

        effects.Add(new PoolEffect.End(job.Job.Id, outcome));
    }

    /// <summary>Ends the waiting jobs.</summary>
    public void EndWaiting(JobOutcome outcome)
    {
        while (_waiting.First is { } first)
        {
            _waiting.Remove(first);
            if (first.Range is { } range)
            {
                EndRange(range, outcome);
            }
            else
            {
                End(first, outcome);
            }
        }

        _ranges.Clear();
        WaitingCount = 0;
    }

    /// <summary>Ends those that come from now on; the others go on.</summary>
    public void Refuse(JobOutcome outcome) => _refusal = outcome;

    /// <summary>Ends every job now, and all that come later.</summary>
    public void EndAll(JobOutcome outcome)
    {
        _over = outcome;
        foreach (JobRange range in _ranges.Select(state => state.Range!))
        {
            while (range.Count > 0)
            {
                TakeOut(range.TakeNext());
            }
        }

        while (_waiting.First is { } first)
        {
            _waiting.Remove(first);
        }

        _deadlines.Clear();
        _ranges.Clear();
        WaitingCount = 0;
        foreach (JobState job in _jobs.Values.OrderBy(job => job.Job.Id).ToArray())
        {
            End(job, job.IsRevoked ? job.GivenUp : outcome);
        }
    }

    private JobState TakeFirst()
    {
        JobState first = _waiting.First!;
        WaitingCount--;
        if (first.Range is not { } range)
        {
            _waiting.Remove(first);
            return first;
        }

        JobState taken = TakeOut(range.TakeNext());
        RemoveIfEmpty(first);
        return taken;
    }

    private void AddDeadline(JobTerms? terms, long first, int count)
    {
        if (terms?.Due is { } due)
        {
            _deadlines.Add(due, first, count);
        }
    }

    private JobState? TryTake(long jobId)
    {
        foreach (JobState state in _ranges)
        {
            if (state.Range!.TryTake(jobId) is { } job)
            {
                WaitingCount--;
                RemoveIfEmpty(state);
                return TakeOut(job);
            }
        }

        return null;
    }

    private JobState TakeOut(PoolJob job)
    {
        JobState state = new(job);
        _jobs.Add(job.Id, state);
        return state;
    }

    private void RemoveIfEmpty(JobState range)
    {
        if (range.Range!.Count == 0)
        {
            _ranges.Remove(range);
            _waiting.Remove(range);
        }
    }

    private void EndRange(JobRange range, JobOutcome outcome)
    {
        while (range.Count > 0)
        {
            End(new JobState(range.TakeNext()), outcome);
        }
    }
}
