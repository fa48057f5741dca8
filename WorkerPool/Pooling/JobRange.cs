namespace ConcurrencyBench.Workers.Pooling;

/// <summary>Jobs with consecutive ids that were submitted together and wait. Each of them is made when it is taken.</summary>
/// <param name="first">The id of the first job.</param>
/// <param name="count">The number of jobs, 1 or more.</param>
/// <param name="get">Makes a job: its place among them → the job.</param>
/// <param name="terms">The terms of each of them; or null.</param>
internal sealed class JobRange(long first, int count, Func<int, PoolJob> get, JobTerms? terms = null)
{
    private int _next;
    private int _takenCount;

    // The places behind the next one that were taken out of turn.
    private HashSet<int>? _taken;

    /// <summary>The id of the first job.</summary>
    public long First => first;

    public JobTerms? Terms => terms;

    /// <summary>The number of jobs that were not taken.</summary>
    public int Count => count - _takenCount;

    /// <summary>Takes the first job that was not taken.</summary>
    public PoolJob TakeNext()
    {
        while (_taken?.Remove(_next) == true)
        {
            _next++;
        }

        _takenCount++;
        return get(_next++);
    }

    /// <summary>Takes a job out of turn.</summary>
    /// <returns>The job; null when it is none of these, or was taken.</returns>
    public PoolJob? TryTake(long jobId)
    {
        if (jobId < first + _next || jobId >= first + count || !(_taken ??= []).Add((int)(jobId - first)))
        {
            return null;
        }

        _takenCount++;
        return get((int)(jobId - first));
    }
}
