using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>The jobs of a pool that have not ended, with those that wait for them. Used from any thread.</summary>
/// <param name="cancel">Cancels the job with an id.</param>
internal sealed class JobTable(Action<long> cancel)
{
    /// <summary>From this number on, jobs that are submitted together share memory.</summary>
    public const int Many = 64;

    private readonly ConcurrentDictionary<long, AnswerSource> _few = new();
    private readonly Lock _lock = new();

    // By their first ids.
    private readonly SortedList<long, JobBatch> _many = [];

    /// <summary>True when every job has ended.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _few.IsEmpty && _many.Count == 0;
            }
        }
    }

    /// <summary>The jobs that have not ended.</summary>
    public ImmutableArray<long> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _few.Keys, .. _many.Values.SelectMany(batch => batch.Open)];
            }
        }
    }

    /// <summary>Adds jobs with consecutive ids.</summary>
    public ImmutableArray<WorkerJob> Add(long first, int count)
    {
        WorkerJob[] jobs = new WorkerJob[count];
        if (count >= Many)
        {
            JobBatch batch = AddBatch(first, count);
            for (int index = 0; index < count; index++)
            {
                jobs[index] = new WorkerJob(first + index, batch);
            }
        }
        else
        {
            for (int index = 0; index < count; index++)
            {
                AnswerSource source = new(cancel);
                _few[first + index] = source;
                jobs[index] = new WorkerJob(first + index, source);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(jobs);
    }

    /// <summary>Ends a job, once; later ends of the same job change nothing.</summary>
    public void End(long jobId, JobOutcome outcome)
    {
        // It leaves the table when it has ended: an empty table means that nobody waits any more.
        if (_few.TryGetValue(jobId, out AnswerSource? source))
        {
            source.End(outcome);
            _few.TryRemove(jobId, out _);
        }
        else if (FindBatch(jobId) is { } batch && batch.End(jobId, outcome))
        {
            lock (_lock)
            {
                _many.Remove(batch.First);
            }
        }
    }

    private JobBatch AddBatch(long first, int count)
    {
        JobBatch batch = new(first, count, cancel);
        lock (_lock)
        {
            _many.Add(first, batch);
        }

        return batch;
    }

    private JobBatch? FindBatch(long jobId)
    {
        lock (_lock)
        {
            IList<long> firsts = _many.Keys;
            int low = 0;
            for (int high = firsts.Count; low < high; )
            {
                int middle = (low + high) / 2;
                (low, high) = firsts[middle] <= jobId ? (middle + 1, high) : (low, middle);
            }

            return low > 0 && _many.Values[low - 1] is { } batch && jobId < batch.First + batch.Count ? batch : null;
        }
    }
}
