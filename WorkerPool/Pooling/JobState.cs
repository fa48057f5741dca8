namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The state of a job that has not ended.</summary>
internal sealed class JobState
{
    public JobState(PoolJob job)
    {
        Job = job;
        Place = new LinkedListNode<JobState>(this);
    }

    /// <summary>Creates the state of all waiting jobs of a range.</summary>
    public JobState(JobRange range)
        : this(new PoolJob(range.First, default, Terms: range.Terms))
    {
        Range = range;
    }

    /// <summary>The jobs that this stands for while they wait; null when it is one job.</summary>
    public JobRange? Range { get; }

    public PoolJob Job { get; }

    /// <summary>Its node in the list of those that wait, or of those that its worker was asked.</summary>
    public LinkedListNode<JobState> Place { get; }

    public WorkerState? Worker { get; set; }

    /// <summary>True when only a worker that is known to be quick gets it together with others.</summary>
    public bool IsAlone => Job.Form == JobForm.Alone;

    public int Priority => Job.Terms?.Priority ?? 0;

    /// <summary>True when its answer is not wanted any more.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>True when that is because its deadline has passed.</summary>
    public bool IsExpired { get; set; }

    /// <summary>Its outcome when its answer is not wanted any more and it has none.</summary>
    public JobOutcome GivenUp => IsExpired ? new JobOutcome.Expired() : new JobOutcome.Cancelled();

    /// <summary>The number of workers that were lost while they did it.</summary>
    public int Losses { get; set; }

    public string Describe() => DescribeSubject() is { } subject ? $"it ran {subject}" : $"it did job {Job.Id}";

    private string? DescribeSubject()
    {
        try
        {
            return Job.Subject?.ToString();
        }
#pragma warning disable CA1031 // It is the user's code on a thread of the pool, for a message only.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Job.Subject!.GetType().ToString();
        }
    }
}
