namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The jobs that wait, in the order in which they are given out. One state stands for a whole range.</summary>
internal sealed class WaitingJobs
{
    private const int Normal = 0;

    // The highest priority first. The list of the normal one stays when it is empty, the others do not.
    private readonly SortedList<int, LinkedList<JobState>> _levels = new(Comparer<int>.Create((one, other) => other.CompareTo(one)))
    {
        [Normal] = new(),
    };

    /// <summary>True when a job has ever waited here that had another priority than 0.</summary>
    public bool ArePrioritized { get; private set; }

    /// <summary>The job that is given out next; null when none waits.</summary>
    public JobState? First => FirstPlace?.Value;

    private LinkedListNode<JobState>? FirstPlace => _levels.Values[0].First ?? (_levels.Count > 1 ? _levels.Values[1].First : null);

    public void AddFirst(JobState job) => GetLevel(job.Priority).AddFirst(job.Place);

    public void AddLast(JobState job) => GetLevel(job.Priority).AddLast(job.Place);

    /// <summary>Removes a job that waits here.</summary>
    public void Remove(JobState job)
    {
        LinkedList<JobState> level = job.Place.List!;
        level.Remove(job.Place);
        if (level.Count == 0 && job.Priority != Normal)
        {
            _levels.Remove(job.Priority);
        }
    }

    /// <returns>The number of the first jobs, all of one priority, that go to one worker together.</returns>
    /// <param name="chunk">The most of those that go in chunks.</param>
    /// <param name="quick">The most of those that go alone to a worker that is not known to be quick.</param>
    public int CountTogether(int chunk, int quick)
    {
        int count = 0;
        bool areAlone = First!.IsAlone;
        int limit = areAlone ? quick : chunk;
        for (LinkedListNode<JobState>? place = FirstPlace; place?.Value.IsAlone == areAlone && count < limit; place = place.Next)
        {
            count += place.Value.Range?.Count ?? 1;
        }

        return Math.Min(count, limit);
    }

    private LinkedList<JobState> GetLevel(int priority)
    {
        if (!_levels.TryGetValue(priority, out LinkedList<JobState>? level))
        {
            ArePrioritized = true;
            level = new LinkedList<JobState>();
            _levels.Add(priority, level);
        }

        return level;
    }
}
