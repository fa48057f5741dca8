namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The deadlines of jobs that have not ended. One limit of the pool runs, for the earliest.</summary>
/// <param name="effects">Gets the limit.</param>
internal sealed class PoolDeadlines(List<PoolEffect> effects)
{
    private readonly SortedSet<(TimeSpan Due, long First, int Count)> _deadlines = [];

    // The time for which the limit runs. What has this deadline or an earlier one is overdue when it passes.
    private TimeSpan? _armed;

    /// <summary>Adds the deadline of jobs with consecutive ids.</summary>
    public void Add(TimeSpan due, long first, int count)
    {
        _deadlines.Add((due, first, count));
        ArmNext();
    }

    /// <summary>Removes the deadline of a job that has ended, if it has one of its own.</summary>
    public void Remove(TimeSpan due, long jobId) => _deadlines.Remove((due, jobId, 1));

    public void Clear() => _deadlines.Clear();

    /// <summary>Removes the deadlines that have passed with the limit.</summary>
    /// <returns>The jobs that are overdue, if they have not ended: the first id and the number.</returns>
    public ImmutableArray<(long First, int Count)> TakeOverdue()
    {
        ImmutableArray<(long, int)>.Builder overdue = ImmutableArray.CreateBuilder<(long, int)>();
        while (_deadlines.Count > 0 && _deadlines.Min.Due <= _armed)
        {
            (TimeSpan Due, long First, int Count) next = _deadlines.Min;
            overdue.Add((next.First, next.Count));
            _deadlines.Remove(next);
        }

        _armed = null;
        ArmNext();
        return overdue.DrainToImmutable();
    }

    private void ArmNext()
    {
        if (_deadlines.Count > 0 && (_armed is null || _deadlines.Min.Due < _armed))
        {
            _armed = _deadlines.Min.Due;
            effects.Add(new PoolEffect.Arm(PoolEffect.Arm.NoWorker, PoolLimit.Deadline) { Due = _armed });
        }
    }
}
