namespace ConcurrencyBench.Workers;

/// <summary>The jobs of a stream whose answers are not taken. Bounded, so that a fast source waits for slow workers or consumers.</summary>
/// <param name="most">The most jobs.</param>
/// <param name="mostBytes">The most bytes of payloads, but for those of the last job.</param>
internal sealed class StreamWindow(int most, long mostBytes)
{
    // When it was full, a quarter has to be free: what is read then is submitted together, which is cheaper than one at a time.
    private readonly int _low = most - Math.Max(most / 4, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<long, (WorkerJob? Job, int Bytes)> _open = [];
    private TaskCompletionSource? _room;
    private int _count;
    private long _bytes;

    /// <summary>The jobs that are submitted and whose answers are not taken.</summary>
    public ImmutableArray<WorkerJob> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _open.Values.Select(open => open.Job).OfType<WorkerJob>()];
            }
        }
    }

    /// <returns>A task that is complete when there is room for another job.</returns>
    public Task WaitForRoomAsync()
    {
        lock (_lock)
        {
            if (_count < most && _bytes < mostBytes)
            {
                return Task.CompletedTask;
            }

            _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Takes the room of a job that is about to be submitted.</summary>
    public void Enter(int bytes)
    {
        lock (_lock)
        {
            _count++;
            _bytes += bytes;
        }
    }

    /// <summary>Notes the job that has entered, when it is submitted.</summary>
    /// <param name="index">The number of its payload.</param>
    /// <param name="job">The job; null for a payload that no job can have.</param>
    /// <param name="bytes">Those with which it entered.</param>
    public void Add(long index, WorkerJob? job, int bytes)
    {
        lock (_lock)
        {
            _open.Add(index, (job, bytes));
        }
    }

    /// <summary>Frees the room of a job whose answer was taken.</summary>
    public void Leave(long index)
    {
        TaskCompletionSource? room = null;
        lock (_lock)
        {
            _open.Remove(index, out (WorkerJob? Job, int Bytes) left);
            _count--;
            _bytes -= left.Bytes;
            if (_room is not null && _count <= _low && _bytes < mostBytes)
            {
                (room, _room) = (_room, null);
            }
        }

        room?.SetResult();
    }
}
