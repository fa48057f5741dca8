using System.Runtime.InteropServices;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>The answers of many jobs that were submitted together. A job has a task only while somebody waits for it.</summary>
/// <param name="first">The id of the first job; the others follow.</param>
/// <param name="count">The number of jobs.</param>
/// <param name="cancel">Cancels the job with an id.</param>
internal sealed class JobBatch(long first, int count, Action<long> cancel)
{
    // For each job: null, the source of the task that was asked for, or how it has ended: the bytes of its answer or a JobOutcome.
    private readonly object?[] _slots = new object?[count];
    private int _ended;

    /// <summary>The id of the first job.</summary>
    public long First => first;

    /// <summary>Cancels the job with an id.</summary>
    public Action<long> Cancel => cancel;

    /// <summary>The number of jobs.</summary>
    public int Count => _slots.Length;

    /// <summary>The jobs that have not ended.</summary>
    public IEnumerable<long> Open =>
        Enumerable.Range(0, _slots.Length).Where(index => _slots[index] is null or AnswerSource).Select(index => first + index);

    /// <returns>The answer of a job.</returns>
    public Task<ReadOnlyMemory<byte>> AnswerOf(long jobId)
    {
        ref object? slot = ref _slots[jobId - first];
        object? seen = Volatile.Read(ref slot);
        if (seen is null)
        {
            AnswerSource asked = new();
            seen = Interlocked.CompareExchange(ref slot, asked, null) ?? asked;
        }

        return seen switch
        {
            AnswerSource source => source.Task,
            byte[] answer => Task.FromResult<ReadOnlyMemory<byte>>(answer),
            _ => AnswerSource.Ended((JobOutcome)seen),
        };
    }

    /// <summary>Ends a job, unless it has ended.</summary>
    /// <returns>True when it was the last.</returns>
    public bool End(long jobId, JobOutcome outcome)
    {
        ref object? slot = ref _slots[jobId - first];
        object ended = Shorten(outcome);
        object? seen = Volatile.Read(ref slot);
        while (seen is null or AnswerSource)
        {
            object? before = Interlocked.CompareExchange(ref slot, ended, seen);
            if (before == seen)
            {
                (seen as AnswerSource)?.End(outcome);
                return Interlocked.Increment(ref _ended) == _slots.Length;
            }

            seen = before;
        }

        return false;
    }

    private static object Shorten(JobOutcome outcome) =>
        outcome is JobOutcome.Answered { Payload: var payload }
        && MemoryMarshal.TryGetArray(payload, out ArraySegment<byte> segment)
        && segment.Count == segment.Array!.Length
            ? segment.Array
            : outcome;
}
